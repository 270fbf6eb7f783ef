import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findGrowthExponent,
  findMedian,
  findRelativeSpread,
  findSpread,
  pairRatios,
} from "./statistics.js";

const time = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const times = fc.array(time, { minLength: 1, maxLength: 40 });

/** Equal but for rounding. */
function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
}

describe("the median", () => {
  test("is the middle value, or between the two middle ones", () => {
    expect(findMedian([3])).toBe(3);
    expect(findMedian([9, 1, 2])).toBe(2);
    expect(findMedian([9, 1, 2, 4])).toBe(3);
    expect(() => findMedian([])).toThrow("nothing");
  });

  test("has as many values below it as above it", () => {
    fc.assert(
      fc.property(times, (values) => {
        const median = findMedian(values);
        const below = values.filter((value) => value < median).length;
        const above = values.filter((value) => value > median).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  test("does not depend on the order, and leaves the values alone", () => {
    fc.assert(
      fc.property(times, (values) => {
        const before = [...values];
        expect(findMedian([...values].reverse())).toBe(findMedian(values));
        expect(values).toEqual(before);
      }),
    );
  });

  test("is not moved by how slow the slowest is", () => {
    fc.assert(
      fc.property(fc.array(time, { minLength: 3, maxLength: 40 }), (values) => {
        const others = [...values].sort((a, b) => a - b).slice(0, -1);
        expect(findMedian([...others, 1e12])).toBe(findMedian(values));
      }),
    );
  });
});

describe("the spread", () => {
  test("is from the first to the third quartile", () => {
    expect(findSpread([5, 1, 3, 2, 4])).toEqual({ low: 2, high: 4 });
    expect(findSpread([7])).toEqual({ low: 7, high: 7 });
  });

  test("contains the median and lies within the values", () => {
    fc.assert(
      fc.property(times, (values) => {
        const { low, high } = findSpread(values);
        const median = findMedian(values);
        expect(low).toBeLessThanOrEqual(median);
        expect(high).toBeGreaterThanOrEqual(median);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });

  test("as a part of the median does not depend on the unit", () => {
    fc.assert(
      fc.property(times, (values) => {
        const inSeconds = values.map((value) => value / 1_000);
        const difference = findRelativeSpread(inSeconds) - findRelativeSpread(values);
        expect(Math.abs(difference)).toBeLessThan(1e-6);
      }),
    );
  });
});

describe("paired ratios", () => {
  test("are not changed by what slows a whole round down", () => {
    const round = fc.record({ ours: time, theirs: time, slowdown: time });
    fc.assert(
      fc.property(fc.array(round, { minLength: 1 }), (rounds) => {
        const quiet = pairRatios(
          rounds.map(({ ours }) => ours),
          rounds.map(({ theirs }) => theirs),
        );
        const busy = pairRatios(
          rounds.map(({ ours, slowdown }) => ours * slowdown),
          rounds.map(({ theirs, slowdown }) => theirs * slowdown),
        );
        for (const [index, ratio] of busy.entries()) expectClose(ratio, quiet[index] ?? 0);
      }),
    );
  });

  test("of a series with itself are 1", () => {
    fc.assert(
      fc.property(times, (values) => {
        expect(pairRatios(values, values)).toEqual(values.map(() => 1));
      }),
    );
  });

  test("need two series of the same length", () => {
    expect(() => pairRatios([1, 2], [1])).toThrow("2 values have no pairs among 1");
  });
});

describe("the exponent of growth", () => {
  const sizes = [1, 10, 100];

  test("is that of a power, whatever one unit of work costs", () => {
    const exponent = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(exponent, time, (power, unit) => {
        const points = sizes.map((size) => ({ size, cost: unit * size ** power }));
        expect(findGrowthExponent(points)).toBeCloseTo(power, 6);
      }),
    );
  });

  test("is not hidden by a fixed cost", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10, noNaN: true }), (fixed) => {
        const points = sizes.map((size) => ({ size, cost: fixed + size ** 2 }));
        expect(findGrowthExponent(points)).toBeGreaterThan(1.9);
      }),
    );
  });

  test("of what grows no faster than its work is at most 1", () => {
    fc.assert(
      fc.property(time, time, (fixed, unit) => {
        const points = sizes.map((size) => ({ size, cost: fixed + unit * size }));
        expect(findGrowthExponent(points)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  test("is that of the last step", () => {
    const points = [
      { size: 100, cost: 30 },
      { size: 10, cost: 3 },
      { size: 1, cost: 0.1 },
    ];

    expect(findGrowthExponent(points)).toBeCloseTo(1, 6);
  });

  test("needs two sizes", () => {
    expect(() => findGrowthExponent([{ size: 10, cost: 1 }])).toThrow("at least two sizes");
  });
});
