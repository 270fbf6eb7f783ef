import { describe, expect, test } from "vitest";
import { Redactor } from "./redactor.js";

/** What each of the patterns begins with, and what it may go on with. */
const beginnings = [
  ...["eyJ", "eyJhbGciOiJIUzI1NiJ9", "sk-", "Bearer ", "basic ", "://", "?", "&token="],
  ...["token", "token=", 'token="', 'token\\\\\\"=', "token=[", "authorization: ", "env_key=", "a"],
];
const continuations = ["", "-", ".", "a", "@", "/", "\\", '"', "'", "]", " ", "=", ":", "\n", "é"];

/** Secrets that have to be followed far into a text before they turn out not to be there. */
const secrets = { A_KEY: `${"a".repeat(500)}b`, B_KEY: "eyJeyJeyJeyJb", C_KEY: "token=token=b" };

describe("the cost of redaction", () => {
  // Together a second or two. Were only one of them to cost the square of its length, the test
  // would take many minutes.
  test.each(beginnings)("is linear in the length of a text that repeats %j", (beginning) => {
    const redactor = new Redactor(secrets);
    for (const continuation of continuations) {
      const part = beginning + continuation;
      const text = part.repeat(100_000 / part.length);

      expect(redactor.text(text).length).toBeGreaterThan(0);
    }
  });

  // V8 throws a RangeError where a pattern has to remember too much.
  test.each([
    ["sk-", "a"],
    ["Bearer ", "a"],
    ["eyJ", "a"],
    ["eyJ", "."],
    ["://", "a"],
    ["&token=", "a"],
    ["token=", "a"],
    ['token="', '\\"'],
    ["token=", "\\"],
    ["cookie:", "a"],
  ])("has no limit at which it fails: %j and 20 million %j", (beginning, part) => {
    const text = beginning + part.repeat(20_000_000);

    expect(new Redactor().text(text).length).toBeGreaterThan(0);
  });
});
