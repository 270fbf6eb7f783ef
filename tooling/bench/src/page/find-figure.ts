import type { BenchResult } from "../bench-case.js";
import type { Report } from "../make-report.js";

/** Where a figure is in the results, and what it is called in a chart. */
export interface FigureLabel {
  case: string;
  figure: string;
  label: string;
}

/** A figure of a case; undefined when the case was not run, or has no such figure. */
export function findFigure(
  { cases }: Pick<Report, "cases">,
  { case: name, figure }: Pick<FigureLabel, "case" | "figure">,
): BenchResult | undefined {
  return cases[name]?.find((result) => result.name === figure);
}
