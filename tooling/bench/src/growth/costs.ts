import type { BenchResult } from "../bench-case.js";
import { findGrowthExponent, findMedian, type GrowthPoint } from "../statistics.js";

/** Linear, with room for what varies. */
const goal = { atMost: 1.1 };

/** What each work costs at each size. */
export class Costs {
  readonly #points = new Map<string, GrowthPoint[]>();

  /** Takes what a work took in each round at one size. */
  add(name: string, size: number, times: readonly number[]): void {
    const points = this.#points.get(name) ?? [];
    this.#points.set(name, [...points, { size, cost: findMedian(times) }]);
  }

  /** The exponent of each work. */
  toResults(): BenchResult[] {
    return [...this.#points].map(([name, points]) => ({
      name,
      value: findGrowthExponent(points),
      unit: "^",
      goal,
      points,
    }));
  }
}
