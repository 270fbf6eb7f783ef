import { expect, test } from "vitest";
import { buildImportGraph } from "./build-import-graph.js";
import { findBorderProblems } from "./find-border-problems.js";

const names = { all: ["sdk", "runtime", "@sdk/release"], tooling: ["@sdk/release"] };

function problemsOf(folder: string, text: string): string[] {
  return findBorderProblems(
    [{ folder, edges: buildImportGraph([{ path: "src/a.ts", text }]) }],
    names,
  );
}

test.each([
  ["packages/sdk", 'import "runtime"; import "./b.js"; import "../test/c.js";'],
  ["packages/sdk", 'import "runtime/package.json";'],
  ["tooling/codegen", 'import "@sdk/release"; import "sdk/testing";'],
  ["tooling/codegen", 'import { table } from "../../../packages/runtime/src/table.js";'],
])("%s may say %s", (folder, text) => {
  expect(problemsOf(folder, text)).toEqual([]);
});

test.each([
  ["packages/sdk", 'import "../../runtime/src/b.js";'],
  ["packages/sdk", 'import "@sdk/release";'],
  ["tooling/codegen", 'import "runtime/src/b.js";'],
  ["tooling/codegen", 'import type { B } from "../../release/src/b.js";'],
])("%s may not say %s", (folder, text) => {
  expect(problemsOf(folder, text)).toHaveLength(1);
});
