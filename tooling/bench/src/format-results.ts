import { type BenchResult, meetsLimit } from "./bench-case.js";

/** Formats results as lines of a table. */
export function formatResults(results: readonly BenchResult[]): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  return results.map((result) => formatResult(result, width)).join("\n");
}

function formatResult(result: BenchResult, width: number): string {
  const { name, value, unit, limit } = result;
  const figure = `${value.toFixed(2)} ${unit}`.padStart(12);
  const goal =
    limit === undefined ? "" : `  ${meetsLimit(result) ? "ok, " : "OVER "}<= ${limit} ${unit}`;
  return `  ${name.padEnd(width)}${figure}${goal}`;
}
