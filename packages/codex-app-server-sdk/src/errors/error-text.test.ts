import { expect, test } from "vitest";
import { describeError, messageOf } from "./error-text.js";

const nested = (levels: number): unknown => {
  let value: unknown = [];
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
};

class Unreadable extends Error {
  override get message(): string {
    throw new Error("It can't be read.");
  }
}

test.each([
  ["an error", new TypeError("no"), "TypeError: no", "no"],
  ["a text", "no", "no", "no"],
  ["nothing", undefined, "undefined", "undefined"],
  ["a symbol", Symbol("no"), "Symbol(no)", "Symbol(no)"],
  ["an object without a text", Object.create(null), "a value that can't be read", undefined],
  ["a deeply nested list", nested(50_000), "a value that can't be read", undefined],
  ["an error that throws", new Unreadable(), "a value that can't be read", undefined],
])("%s has a description", (_name, error, description, message = description) => {
  expect(describeError(error)).toBe(description);
  expect(messageOf(error)).toBe(message);
});
