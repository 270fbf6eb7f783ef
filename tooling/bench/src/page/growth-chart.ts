import type { BenchResult } from "../bench-case.js";
import { formatValue } from "../format-results.js";
import type { Report } from "../make-report.js";
import { type Chart, colors, look } from "./chart.js";

interface Row {
  label: string;
  /** How many times the smallest work. */
  work: number;
  /** How many times its cost. */
  cost: number;
}

/** How the cost of each work of the client grows; undefined when that was not measured. */
export function growthChart({ cases }: Report): Chart | undefined {
  const results = (cases.growth ?? []).filter(({ name }) => !name.endsWith("split + parse"));
  const rows = results.flatMap(toRows);
  if (rows.length === 0) return undefined;
  const title = "Growth of the client's CPU time";
  const found = results.map(({ name, value }) => `${name} ${formatValue(value)}`).join(", ");
  const guides = [1, 2].flatMap((power) =>
    [1, 10, 100].map((work) => ({ power: powers[power - 1], work, cost: work ** power })),
  );
  const axis = { values: [1, 10, 100, 1000, 10_000], format: "," };
  return {
    name: "growth",
    title,
    description: `Exponents, where 1 is linear: ${found}.`,
    spec: {
      ...look,
      title: { text: title, subtitle: "the exponent beside each name: 1 is linear, 2 quadratic" },
      width: 380,
      height: 300,
      encoding: {
        x: {
          field: "work",
          type: "quantitative",
          scale: { type: "log" },
          axis: { ...axis, title: "times the work" },
        },
        y: {
          field: "cost",
          type: "quantitative",
          scale: { type: "log", domain: [0.8, 10_000] },
          axis: { ...axis, title: "times the CPU time" },
        },
      },
      layer: [
        {
          data: { values: guides },
          mark: { type: "line", color: colors.guide, strokeDash: [4, 3] },
          encoding: { detail: { field: "power" } },
        },
        {
          data: { values: guides.filter(({ work }) => work === 100) },
          mark: { type: "text", align: "right", dx: -8, dy: -4, color: colors.guide },
          encoding: { text: { field: "power" } },
        },
        {
          data: { values: rows },
          mark: { type: "line", strokeWidth: 1.5, opacity: 0.9, point: { size: 22 } },
          encoding: {
            color: { field: "label", sort: null, scale: { scheme: "tableau20" } },
          },
        },
      ],
    },
  };
}

const powers = ["linear", "quadratic"];

function toRows({ name, value, points = [] }: BenchResult): Row[] {
  const [first] = points;
  if (!first) return [];
  const label = `${formatValue(value)}  ${name}`;
  return points.map(({ size, cost }) => ({
    label,
    work: size / first.size,
    cost: cost / first.cost,
  }));
}
