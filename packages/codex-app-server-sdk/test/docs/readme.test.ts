import { access } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { linksIn, readDocument, snippets } from "./markdown.js";
import { packageFolder } from "./public-api.js";

describe("the root README", () => {
  test("shows the quickstart example, which the tests run", async () => {
    const readme = await readDocument("../../README.md");

    expect(snippets(readme)).toEqual([await readDocument("examples/01-quickstart.ts")]);
  });

  test("has links that lead somewhere", async () => {
    const links = linksIn(await readDocument("../../README.md"));

    expect(links.length).toBeGreaterThan(5);
    for (const link of links) await access(`${packageFolder}../../${link}`);
  });
});

describe("the package README", () => {
  test("shows the approvals example, which the tests run", async () => {
    const readme = await readDocument("README.md");

    expect(snippets(readme)).toEqual([await readDocument("examples/02-approvals.ts")]);
  });
});
