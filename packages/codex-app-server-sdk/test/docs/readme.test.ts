import { describe, expect, test } from "vitest";
import { readDocument, snippets } from "./markdown.js";

describe("the root README", () => {
  test("shows the quickstart example, which the tests run", async () => {
    const readme = await readDocument("../../README.md");

    expect(snippets(readme)).toEqual([await readDocument("examples/01-quickstart.ts")]);
  });
});

describe("the package README", () => {
  test("shows the approvals example, which the tests run", async () => {
    const readme = await readDocument("README.md");

    expect(snippets(readme)).toEqual([await readDocument("examples/02-approvals.ts")]);
  });
});
