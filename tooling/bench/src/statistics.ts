/** The middle half of some values: their first and third quartile. */
export interface Spread {
  low: number;
  high: number;
}

/** What a measurement took at one size of its work. */
export interface GrowthPoint {
  size: number;
  cost: number;
}

/** The middle value; between the two middle ones when the number of values is even. */
export function findMedian(values: readonly number[]): number {
  return findQuantile(values, 0.5);
}

/** The quartiles, which a few outliers do not move. */
export function findSpread(values: readonly number[]): Spread {
  return { low: findQuantile(values, 0.25), high: findQuantile(values, 0.75) };
}

/** How far the quartiles are apart, as a part of the median. */
export function findRelativeSpread(values: readonly number[]): number {
  const { low, high } = findSpread(values);
  return (high - low) / findMedian(values);
}

/** The ratio of each pair. What slows a whole round down cancels out, unlike in two medians. */
export function pairRatios(values: readonly number[], against: readonly number[]): number[] {
  if (values.length !== against.length) {
    throw new RangeError(`${values.length} values have no pairs among ${against.length}.`);
  }
  return values.map((value, index) => value / (against[index] ?? Number.NaN));
}

/**
 * The exponent with which the cost grows: 1 for linear growth, 2 for quadratic. It is that of the
 * step to the largest size, where what grows fastest outweighs the rest: a fixed cost makes earlier
 * steps flat, and a garbage collector that has nothing to do yet makes them steep.
 */
export function findGrowthExponent(points: readonly GrowthPoint[]): number {
  const [before, last] = [...points].sort((a, b) => a.size - b.size).slice(-2);
  if (!before || !last) throw new RangeError("Growth needs at least two sizes.");
  return Math.log(last.cost / before.cost) / Math.log(last.size / before.size);
}

function findQuantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new RangeError("The median of nothing");
  return below + (above - below) * (place - Math.floor(place));
}
