import { expect, test } from "vitest";
import { readImports } from "./read-imports.js";

const loaded = ["import 'm'", "import a from 'm'", "import * as a from 'm'", "import {} from 'm'"];
const reexported = ["export * from 'm'", "export { a } from 'm'", "export { type A, b } from 'm'"];
const called = ["const a = await import('m')", "const a = require('m')", "import(`m`)"];
const types = [
  "import type { A } from 'm'",
  "import type * as a from 'm'",
  "import { type A, type B } from 'm'",
  "export type { A } from 'm'",
  "export type * from 'm'",
  "type A = import('m').A",
];

test.each([...loaded, ...reexported, ...called])("%s loads the module", (text) => {
  expect(readImports(text)).toEqual([{ specifier: "m", typeOnly: false }]);
});

test.each(types)("%s names it for its types only", (text) => {
  expect(readImports(text)).toEqual([{ specifier: "m", typeOnly: true }]);
});

test("a default beside types loads the module", () => {
  expect(readImports("import a, { type B } from 'm'")).toEqual([
    { specifier: "m", typeOnly: false },
  ]);
});

test("comments and strings name nothing", () => {
  expect(readImports(`// import "a"\nconst text = 'import "b"';`)).toEqual([]);
});

test("JavaScript names modules in the types of its comments too", () => {
  const text = "/** @param {import('m').A} a */\nexport function take(a) {}";
  expect(readImports(text, "module.mjs")).toEqual([{ specifier: "m", typeOnly: true }]);
  expect(readImports(text)).toEqual([]);
});
