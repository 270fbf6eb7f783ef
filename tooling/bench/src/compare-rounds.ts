import type { BenchResult, Goal } from "./bench-case.js";
import { findMedian, findRelativeSpread, findSpread, pairRatios } from "./statistics.js";

/**
 * How far apart, as a part of their median, the quartiles of the control may be. The control
 * compares a contestant with itself: beyond this, the machine decides the ratios.
 */
const maxControlSpread = 0.2;

/** What two contestants took in the same rounds. */
interface Comparison {
  name: string;
  values: readonly number[];
  against: readonly number[];
  goal?: Goal;
}

/** The median of the paired ratios. */
export function compareRounds({ name, values, against, goal }: Comparison): BenchResult {
  const ratios = pairRatios(values, against);
  const result: BenchResult = {
    name,
    value: findMedian(ratios),
    unit: "x",
    spread: findSpread(ratios),
  };
  return goal ? { ...result, goal } : result;
}

/** The median of what one contestant took. */
export function summarizeRounds(
  name: string,
  values: readonly number[],
  unit: BenchResult["unit"] = "ms",
): BenchResult {
  return { name, value: findMedian(values), unit, spread: findSpread(values) };
}

/** Refuses to judge the figures if the same contestant, measured twice, differs from itself. */
export function withControl(
  control: { name: string; first: readonly number[]; second: readonly number[] },
  results: readonly BenchResult[],
): BenchResult[] {
  const { name, first, second } = control;
  const isTooNoisy = findRelativeSpread(pairRatios(second, first)) > maxControlSpread;
  const shown = compareRounds({ name, values: second, against: first });
  const judged = isTooNoisy ? results.map((result) => ({ ...result, isTooNoisy })) : results;
  return [...judged, shown];
}
