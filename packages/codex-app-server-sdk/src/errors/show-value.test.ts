import { describe, expect, test } from "vitest";
import { showKind, showValue } from "./show-value.js";

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

  test.each([
    ["secret", "a string"],
    [5, "a number"],
    [false, "a boolean"],
    [null, "null"],
    [undefined, "undefined"],
    [["secret"], "an array"],
    [{}, "an object"],
    [() => {}, "a function"],
    [5n, "a bigint"],
  ])("that may be secret is shown by its kind: %s", (value, kind) => {
    expect(showKind(value)).toBe(kind);
  });

  test("is cut to 80 characters", () => {
    expect(showValue("x".repeat(200))).toHaveLength(80);
  });
});
