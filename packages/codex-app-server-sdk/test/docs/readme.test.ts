import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), "utf8");

/** The TypeScript code blocks of a Markdown text. */
function snippets(markdown: string): string[] {
  return [...markdown.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);
}

describe("the root README", () => {
  test("shows the quickstart example, which the tests run", async () => {
    const readme = await read("../../../../README.md");

    expect(snippets(readme)).toEqual([await read("../../examples/01-quickstart.ts")]);
  });
});

describe("the package README", () => {
  test("shows the approvals example, which the tests run", async () => {
    const readme = await read("../../README.md");

    expect(snippets(readme)).toEqual([await read("../../examples/02-approvals.ts")]);
  });
});
