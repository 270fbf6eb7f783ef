import { describe, expect, test } from "vitest";
import { CursorTrail } from "./cursor-trail.js";

/** How many steps it takes to notice the circle; undefined when it takes more than `maxSteps`. */
function noticedAfter(cursorAt: (step: number) => string, maxSteps: number): number | undefined {
  const trail = new CursorTrail();
  for (let step = 1; step <= maxSteps; step += 1) {
    if (trail.returnsTo(cursorAt(step))) return step;
  }
  return undefined;
}

describe("the cursors of a list", () => {
  test("that never repeat are no circle", () => {
    expect(noticedAfter((step) => `c${step}`, 50_000)).toBeUndefined();
  });

  test.each([1, 2, 3, 10, 1_000])("in a circle of %d are noticed at once", (size) => {
    expect(noticedAfter((step) => `c${step % size}`, 10_000)).toBe(size + 1);
  });

  test.each([1_001, 1_500, 5_000, 40_000])("in a circle of %d are noticed too", (size) => {
    const noticed = noticedAfter((step) => `c${step % size}`, size * 5);

    expect(noticed).toBeGreaterThan(size);
  });

  test("are noticed when the circle begins late", () => {
    const noticed = noticedAfter((step) => `c${step < 7_000 ? step : step % 3}`, 7_010);

    expect(noticed).toBe(7_003);
  });
});
