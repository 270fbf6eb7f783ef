import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { extractReport } from "./extract-report.js";

/** A package whose built declarations are this text. */
async function packageOf(declarations: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "api-package-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "dist"));
  await writeFile(join(folder, "package.json"), '{ "name": "p", "version": "1.0.0" }');
  await writeFile(join(folder, "dist/index.d.ts"), declarations);
  return folder;
}

test("a report holds the signatures, without the docstrings", async () => {
  const folder = await packageOf(
    "/** Starts it. */\nexport declare function start(name: string): void;\n",
  );

  const { text, problems } = await extractReport(folder, "index");

  expect(text).toContain("export function start(name: string): void;");
  expect(text).not.toContain("Starts it.");
  expect(problems).toEqual([]);
});

test("a public name or member without a docstring is a problem, with its place", async () => {
  const folder = await packageOf(
    "/** Options. */\nexport interface Options {\n  name: string;\n}\nexport type Id = string;\n",
  );

  expect((await extractReport(folder, "index")).problems).toEqual([
    expect.stringMatching(/index\.d\.ts:3: .*"name".*docstring/),
    expect.stringMatching(/index\.d\.ts:5: .*"Id".*docstring/),
  ]);
});

test("a name that the declarations use and do not export is a problem", async () => {
  const folder = await packageOf(
    "interface Inner {}\n/** Makes one. */\nexport declare function make(): Inner;\nexport {};\n",
  );

  expect((await extractReport(folder, "index")).problems).toEqual([
    expect.stringMatching(/index\.d\.ts:3: .*"Inner".*Export it/),
  ]);
});
