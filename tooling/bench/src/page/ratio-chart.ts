import { type BenchResult, judge } from "../bench-case.js";
import { formatValue } from "../format-results.js";
import type { Report } from "../make-report.js";
import { type Chart, colors, look } from "./chart.js";
import { type FigureLabel, findFigure } from "./find-figure.js";

interface Row {
  label: string;
  value: number;
  low: number;
  high: number;
  goal?: number;
}

export interface RatioChartOptions {
  name: string;
  title: string;
  /** What is divided by what. */
  axis: string;
  figures: readonly FigureLabel[];
}

/** Ratios, each with its quartiles and its goal; undefined when none was measured. */
export function ratioChart(report: Report, options: RatioChartOptions): Chart | undefined {
  const rows = options.figures.flatMap((label) => toRow(label, findFigure(report, label)));
  if (rows.length === 0) return undefined;
  const { name, title, axis } = options;
  const found = rows.map(({ label, value }) => `${label} ${formatValue(value)}`).join(", ");
  const x = { field: "value", type: "quantitative", title: axis, scale: { zero: false } } as const;
  const y = { field: "label", type: "nominal", sort: null, title: null } as const;
  return {
    name,
    title,
    description: `${axis}: ${found}.`,
    spec: {
      ...look,
      title: { text: title, subtitle: "dot: median · line: middle half of the rounds · bar: goal" },
      width: 420,
      height: { step: 24 },
      data: { values: rows },
      layer: [
        {
          mark: { type: "rule", color: colors.guide, strokeDash: [4, 3] },
          encoding: { x: { datum: 1 } },
        },
        {
          mark: { type: "rule", strokeWidth: 4, color: colors.ours, opacity: 0.45 },
          encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" } },
        },
        {
          mark: { type: "tick", thickness: 3, color: colors.goal, opacity: 1 },
          encoding: { y, x: { ...x, field: "goal" } },
        },
        {
          mark: { type: "point", filled: true, size: 70, color: colors.ours, opacity: 1 },
          encoding: { y, x },
        },
      ],
    },
  };
}

function toRow({ label }: FigureLabel, result: BenchResult | undefined): Row[] {
  if (!result) return [];
  const { value, spread = { low: value, high: value }, goal } = result;
  const row = { label: judge(result) === "too noisy to conclude" ? `${label} (noisy)` : label };
  const limit = goal && ("atMost" in goal ? goal.atMost : goal.atLeast);
  return [{ ...row, value, ...spread, ...(limit !== undefined && { goal: limit }) }];
}
