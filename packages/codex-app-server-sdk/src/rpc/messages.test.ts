import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OptionsError } from "../errors/index.js";
import { classify, encode } from "./messages.js";

/** Strings of any UTF-16 code units, including lone surrogates. */
const anyString = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom("a", "\\", '"', "\ud83d", "\ude00", "\udfff", "u", "d800", "\u2028"))
    .map((units) => units.join("")),
);

/** Any JSON value that consists of such strings, as values and as keys. */
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small" },
    anyString,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(anyString, tie("json"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/**
 * A copy in which every lone surrogate is replaced, also in keys. Of keys that become equal the
 * last one wins.
 */
function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return Buffer.from(value).toString();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value === 0 ? 0 : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [Buffer.from(key).toString(), wellFormed(field)]),
  );
}

describe("encoding", () => {
  test("keeps every value, but for lone surrogates, which become U+FFFD", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = encode({ value });
        expect(JSON.parse(text)).toEqual({ value: wellFormed(value) });
      }),
      { numRuns: 2_000 },
    );
  });

  test("gives one line of text that survives UTF-8 unchanged", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = encode({ value });
        expect(Buffer.from(text).toString()).toBe(text);
        expect(text).not.toMatch(/[\n\r]/);
      }),
      { numRuns: 2_000 },
    );
  });

  test("does not change an escaped backslash before what looks like a surrogate", () => {
    expect(JSON.parse(encode({ text: "\\ud800 and \\\\ud800" }))).toEqual({
      text: "\\ud800 and \\\\ud800",
    });
  });

  test("refuses what JSON can't represent, with the reason", () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;

    for (const message of [{ size: 1n }, circular]) {
      expect(() => encode(message)).toThrow(OptionsError);
    }
  });
});

describe("sorting", () => {
  test.each([
    [
      { id: 1, result: {} },
      { kind: "result", id: 1, result: {} },
    ],
    [
      { id: 1, result: null },
      { kind: "result", id: 1, result: null },
    ],
    [
      { id: "a", error: { code: 1, message: "m" } },
      { kind: "error", id: "a", error: { code: 1, message: "m" } },
    ],
    [
      { id: 1, result: 1, error: { code: 1, message: "m" } },
      { kind: "error", id: 1, error: { code: 1, message: "m" } },
    ],
    [
      { id: 0, method: "ask", params: { a: 1 } },
      { kind: "request", id: 0, method: "ask", params: { a: 1 } },
    ],
    [{ method: "tell" }, { kind: "notification", message: { method: "tell" } }],
  ])("%j", (message, sorted) => {
    expect(classify(message)).toEqual(sorted);
  });

  test("keeps the further fields of a notification", () => {
    const message = { method: "tell", params: {}, emittedAtMs: 1 };

    expect(classify(message)).toEqual({ kind: "notification", message });
  });

  test.each([
    ["no JSON", undefined],
    ["null", null],
    ["a batch", [{ id: 1, result: {} }]],
    ["a number", 3],
    ["nothing", {}],
    ["only a result", { result: {} }],
    ["a request with an id of null", { id: null, method: "ask" }],
    ["an answer with an id that is an object", { id: {}, result: 1 }],
  ])("finds nothing usable in %s", (_name, message) => {
    const sorted = classify(message);

    expect(sorted.kind).toBe("invalid");
    expect(sorted).not.toHaveProperty("id");
  });

  test.each([
    ["neither result nor error", { id: 7 }],
    ["an error without a code", { id: 7, error: { message: "m" } }],
    ["an error that is a text", { id: 7, error: "no" }],
  ])("tells which request is answered by an answer with %s", (_name, message) => {
    expect(classify(message)).toMatchObject({ kind: "invalid", id: 7 });
  });

  test("is not misled by inherited fields", () => {
    expect(classify(JSON.parse('{"__proto__":{"method":"ask","id":1}}')).kind).toBe("invalid");
    expect(classify({ id: "constructor", result: 1 })).toMatchObject({ id: "constructor" });
  });
});
