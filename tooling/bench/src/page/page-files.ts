import type { BenchCase } from "../bench-case.js";
import type { Report } from "../make-report.js";
import { makeCharts } from "./charts.js";
import { drawChart } from "./draw-chart.js";
import { missedGoals, performancePage } from "./performance-page.js";

/** The page and its charts, by their paths in the documents. */
export async function pageFiles(
  report: Report,
  cases: readonly BenchCase[],
): Promise<Map<string, string>> {
  const charts = makeCharts(report);
  const pictures = charts.map(
    async (chart) => [`performance/${chart.name}.svg`, await drawChart(chart)] as const,
  );
  const page = performancePage({ report, charts, cases });
  return new Map([["performance.md", page], ...(await Promise.all(pictures))]);
}

/**
 * The missed goals for which the case does not say why. Those of a quick run need no reasons: it is
 * too rough for that.
 */
export function unexplained(report: Report, cases: readonly BenchCase[]): string[] {
  if (report.options.isQuick) return [];
  return cases.flatMap(({ name, reasons = {} }) =>
    missedGoals(report.cases[name] ?? [])
      .filter((figure) => !Object.hasOwn(reasons, figure))
      .map((figure) => `${name}: ${figure}`),
  );
}
