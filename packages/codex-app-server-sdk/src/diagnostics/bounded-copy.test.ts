import { describe, expect, test } from "vitest";
import { BoundedCopy, maxDepth } from "./bounded-copy.js";
import type { Meaning } from "./secret-names.js";

const copyOf = (value: unknown, limit?: number): unknown =>
  new BoundedCopy((text) => text.toUpperCase(), limit).of(value);

function nested(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = "end";
  for (let level = 0; level < levels; level += 1) value = wrap(value);
  return value;
}

const wraps = [(inner: unknown) => [inner], (inner: unknown) => ({ inner })];

describe("a copy", () => {
  test("has other texts, and shares nothing with the original", () => {
    const value = { a: ["b", 1, null, undefined, { c: "d" }], e: true };
    const copy = copyOf(value) as typeof value;

    expect(copy).toEqual({ a: ["B", 1, null, undefined, { c: "D" }], e: true });
    expect(copy.a).not.toBe(value.a);
  });

  test.each(wraps)("is whole down to a depth, and no deeper", (wrap) => {
    const deepest = copyOf(nested(maxDepth, wrap));
    const tooDeep = copyOf(nested(20_000, wrap));

    expect(JSON.stringify(deepest)).toContain("END");
    expect(JSON.stringify(tooDeep)).toContain("[left out: nested more than 100 levels deep]");
  });

  test("of what refers to itself has an end", () => {
    const circle: { again?: unknown; errors?: unknown[] } = {};
    circle.again = circle;
    const error = new Error("a");
    error.cause = error;

    expect(JSON.stringify(copyOf(circle))).toContain("[left out");
    expect(copyOf(error)).toBeInstanceOf(Error);
  });

  test("looks at so many values and no more", () => {
    let looked = 0;
    const copy = new BoundedCopy((text) => {
      looked += 1;
      return text;
    }, 1_000);
    const list = Array.from({ length: 100 }, () => Array(100).fill("a"));

    expect(JSON.stringify(copy.of({ list, more: list }))).toContain("[left out: too many values]");
    expect(looked).toBeLessThanOrEqual(1_000);
  });

  test("costs no more where everything refers to everything", () => {
    const all: Record<string, unknown> = {};
    for (let index = 0; index < 50; index += 1) all[`n${index}`] = all;

    expect(copyOf(all, 10_000)).toBeDefined();
  });

  test("is made with the meaning of the names above each text", () => {
    const seen: [string, Meaning][] = [];
    new BoundedCopy((text, meaning) => {
      seen.push([text, meaning]);
      return text;
    }).of({ a: ["b"], token: { c: ["d"] }, env_key: "e" });

    expect(seen).toEqual([
      ["b", "plain"],
      ["d", "secret"],
      ["e", "variable"],
    ]);
  });

  test("tells whether it differs from the original", () => {
    const isSame = (value: unknown, limit?: number): boolean => {
      const copy = new BoundedCopy((text) => text.replace("§", "y"), limit);
      copy.of(value);
      return copy.isSame;
    };

    expect(isSame({ a: ["b", new Error("c", { cause: "d" })] })).toBe(true);
    for (const value of [
      "§",
      ["§"],
      { "§ y": 1 },
      new Error("§"),
      new Error("c", { cause: "§" }),
      new AggregateError([new Error("§")]),
      Object.assign(new Error("c"), { code: "§" }),
      { a: new Map() },
      nested(20_000, wraps[0] as (inner: unknown) => unknown),
    ]) {
      expect(isSame(value)).toBe(false);
    }
    expect(isSame(["a", "b", "c"], 2)).toBe(false);
  });
});

describe("a copy of an error", () => {
  test("is one of the same class, with the same fields, as visible as they were", () => {
    class OwnError extends Error {
      readonly #hidden = "kept from everybody";
      code = "e";
      get length(): number {
        return this.#hidden.length;
      }
    }
    const error = new OwnError("m", { cause: new Error("c") });
    const copy = copyOf(error) as OwnError;

    expect(copy).toBeInstanceOf(OwnError);
    expect(Object.keys(copy)).toEqual(["code"]);
    expect(copy).toMatchObject({ message: "M", code: "E" });
    expect(copy.cause).toMatchObject({ message: "C" });
    expect(copy.stack).toBe(error.stack?.toUpperCase());
    expect(error).toMatchObject({ message: "m", code: "e" });
  });

  test("can be printed though its class has no state in the copy", () => {
    const copy = copyOf(new DOMException("m", "AbortError"));

    expect(String(copy)).toBe("ABORTERROR: M");
  });
});
