import { expect, it } from "vitest";
import { findStatedError } from "./find-stated-error.js";

const stated = JSON.stringify({ error: { code: "E413", summary: "too { large }" } }, null, 2);
const error = { code: "E413", summary: "too { large }" };

it.each([
  ["alone", stated],
  ["on one line", JSON.stringify(JSON.parse(stated))],
  ["behind a notice with braces", `npm notice {a}\n{\n${stated}\n`],
  ["behind another object", `{"id":"a"}\n${stated}\n`],
  ["before a path of a log", `${stated}\nA log is in {home}\n`],
  ["with Windows' line ends", stated.replaceAll("\n", "\r\n")],
])("finds what npm states: %s", (_, output) => {
  expect(findStatedError(output)).toEqual(error);
});

it.each([
  ["nothing", ""],
  ["no JSON", "npm error\n{"],
  ["no error", '{"id":"a"}'],
  ["an error that is null", '{"error":null}'],
  ["an error that is text", '{"error":"x"}'],
])("finds nothing in %s", (_, output) => {
  expect(findStatedError(output)).toBeNull();
});

it("takes nothing but texts from it", () => {
  expect(findStatedError('{"error":{"code":1,"summary":{}}}')).toEqual({ code: null, summary: "" });
});
