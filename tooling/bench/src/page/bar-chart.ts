import type { TopLevelSpec } from "vega-lite";
import type { BenchResult } from "../bench-case.js";
import { formatValue } from "../format-results.js";
import type { Report } from "../make-report.js";
import { type Chart, colors, look } from "./chart.js";
import { type FigureLabel, findFigure } from "./find-figure.js";

/** Bars that can be compared with each other. */
export interface Panel {
  /** What the bars show, with the unit. */
  title: string;
  bars: readonly FigureLabel[];
}

export interface BarChartOptions {
  name: string;
  title: string;
  subtitle: string;
  /** Whether all bars are of the SDK. Default: those whose label begins with its name. */
  isAllOurs?: boolean;
  panels: readonly Panel[];
}

type PanelSpec = Extract<TopLevelSpec, { concat: unknown }>["concat"][number];

interface Row {
  label: string;
  value: number;
  shown: string;
  low: number;
  high: number;
  isOurs: boolean;
  limit?: number;
}

/** Panels of bars, each with its quartiles or its limit; undefined when none was measured. */
export function barChart(report: Report, options: BarChartOptions): Chart | undefined {
  const panels = options.panels
    .map(({ title, bars }) => ({ title, rows: bars.flatMap((bar) => toRow(report, bar, options)) }))
    .filter(({ rows }) => rows.length > 0);
  if (panels.length === 0) return undefined;
  const { name, title, subtitle } = options;
  return {
    name,
    title,
    description: panels.map(describe).join(" "),
    spec: {
      ...look,
      title: { text: title, subtitle },
      columns: 1,
      spacing: 18,
      concat: panels.map(({ title: text, rows }) => panelSpec(text, rows)),
    },
  };
}

function describe({ title, rows }: { title: string; rows: readonly Row[] }): string {
  return `${title}: ${rows.map(({ label, shown }) => `${label} ${shown}`).join(", ")}.`;
}

function panelSpec(title: string, rows: readonly Row[]): PanelSpec {
  const y = { field: "label", type: "nominal", sort: null, title: null } as const;
  const x = { field: "value", type: "quantitative", title: null, axis: null } as const;
  return {
    title: { text: title, fontSize: 13, offset: 6, frame: "group" },
    width: 360,
    height: { step: 20 },
    data: { values: rows },
    encoding: { y, x },
    layer: [
      {
        mark: { type: "bar", height: 13 },
        encoding: {
          color: {
            condition: { test: "datum.isOurs", value: colors.ours },
            value: colors.other,
          },
        },
      },
      {
        mark: { type: "rule", strokeWidth: 2, color: "#222" },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" } },
      },
      {
        mark: { type: "tick", thickness: 3, color: colors.goal, opacity: 1 },
        encoding: { x: { ...x, field: "limit" } },
      },
      {
        mark: { type: "text", align: "left", dx: 8, fontSize: 12 },
        encoding: { text: { field: "shown" }, x: { ...x, field: "end" } },
      },
    ],
  };
}

function toRow(
  report: Report,
  figure: FigureLabel,
  { isAllOurs = false }: BarChartOptions,
): (Row & { end: number })[] {
  const result = findFigure(report, figure);
  if (!result) return [];
  const { value, unit, spread = { low: value, high: value } } = result;
  const limit = limitOf(result);
  const { label } = figure;
  return [
    {
      label,
      value,
      shown: `${formatValue(value)} ${unit}`,
      ...spread,
      isOurs: isAllOurs || label.startsWith("SDK"),
      end: Math.max(spread.high, limit ?? 0),
      ...(limit !== undefined && { limit }),
    },
  ];
}

function limitOf({ goal }: BenchResult): number | undefined {
  return goal && "atMost" in goal ? goal.atMost : undefined;
}
