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
    `${format(value)} ${unit}`,
    spread ? `${format(spread.low)} – ${format(spread.high)}` : "",
    goal ? describeGoal(goal) : "",
    judge(result) ?? "",
  ];
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

function describeGoal(goal: Goal): string {
  return "atMost" in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
}

/** Three digits are as many as repeat. */
function format(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
}
