import { type BenchResult, type Goal, judge } from "./bench-case.js";

type Row = readonly [figure: string, median: string, quartiles: string, goal: string, end: string];

const heads: Row = ["", "median", "quartiles", "goal", ""];

/** Formats results as a table. */
export function formatResults(results: readonly BenchResult[]): string {
  const rows = [heads, ...results.map(toRow)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => formatRow(row, widths)).join("\n");
}

function toRow(result: BenchResult): Row {
  const { name, value, unit, spread, goal } = result;
  return [
    name,
    `${formatValue(value)} ${unit}`,
    spread ? `${formatValue(spread.low)} – ${formatValue(spread.high)}` : "",
    goal ? describeGoal(goal) : "",
    judge(result) ?? "",
  ];
}

/** `95 s`, `2 min 5 s` */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole} s` : `${minutes} min ${whole % 60} s`;
}

/** Names and verdicts begin together; figures end together. */
function formatRow(row: Row, widths: readonly number[]): string {
  const last = row.length - 1;
  const cells = row.map((cell, column) => {
    const width = widths[column] ?? 0;
    return column === 0 || column === last ? cell.padEnd(width) : cell.padStart(width);
  });
  return `  ${cells.join("  ")}`.trimEnd();
}

export function describeGoal(goal: Goal): string {
  return "atMost" in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
}

/** Three digits are as many as repeat. */
export function formatValue(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
}
