import { describe, expect, test } from "vitest";
import { showValue } from "./show-value.js";

describe("a wrong value", () => {
  test.each([
    ["a text", '"a text"'],
    ['with "quotes"', '"with \\"quotes\\""'],
    [5, "5"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [false, "false"],
    [null, "null"],
    [undefined, "undefined"],
    [["secret"], "an array"],
    [{ apiKey: "secret" }, "an object"],
    [() => {}, "a function"],
    [5n, "a bigint"],
  ])("%s is shown as %s", (value, shown) => {
    expect(showValue(value)).toBe(shown);
  });

  test("is cut to 80 characters", () => {
    expect(showValue("x".repeat(200))).toHaveLength(80);
  });
});
