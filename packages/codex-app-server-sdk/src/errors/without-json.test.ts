import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutJson } from "./without-json.js";

const body = JSON.stringify({ error: { message: "Unsupported value.", type: "t", code: null } });

test.each([
  ["a sentence", "It is [sic] what it is {really}.", "It is [sic] what it is {really}."],
  ["nothing but JSON", body, "Unsupported value."],
  [
    "JSON between words",
    `unexpected status 400 Bad Request: ${body}, url: http://x/v1`,
    "unexpected status 400 Bad Request: Unsupported value., url: http://x/v1",
  ],
  [
    "JSON in JSON",
    JSON.stringify({ message: `status 400: ${body}` }),
    "status 400: Unsupported value.",
  ],
  ["a list", JSON.stringify([{ detail: "Not this way." }]), "Not this way."],
  ["a plain error", JSON.stringify({ error: "invalid_grant" }), "invalid_grant"],
  ["JSON without a sentence", 'status 400: {"code":7}', "status 400"],
  ["JSON that was cut", 'status 400: {"error":{"mess', "status 400"],
  ["JSON and the beginning of more", '["Not this way."]["', "Not this way."],
  ["nothing else", '{"code":7}', "the answer was no sentence"],
])("what is said in %s is a sentence without JSON", (_, message, expected) => {
  expect(withoutJson(message)).toBe(expected);
});

test("whatever a provider answers, no JSON is left and nothing is thrown", () => {
  const wrapped = fc
    .tuple(fc.string(), fc.json(), fc.string())
    .map(([before, json, after]) => `${before}${json}${after}`);
  fc.assert(
    fc.property(fc.oneof(wrapped, fc.string()), (message) => {
      expect(withoutJson(message)).not.toMatch(/[{[]\s*"/);
    }),
  );
});
