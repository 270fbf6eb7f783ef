import fc from "fast-check";
import { expect, test } from "vitest";
import { rotate } from "./rotate.js";

test("every value comes first once before one comes first again", () => {
  const values = fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(values, fc.nat({ max: 1_000 }), (list, start) => {
      const firsts = list.map((_, index) => rotate(list, start + index)[0]);
      expect(new Set(firsts)).toEqual(new Set(list));
    }),
  );
});

test("who follows whom stays, but for the one that comes first", () => {
  expect(rotate(["a", "b", "c"], 1)).toEqual(["b", "c", "a"]);
  expect(rotate([], 1)).toEqual([]);
});
