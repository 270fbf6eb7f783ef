import { readdir, readFile } from "node:fs/promises";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { isPieceOfExample } from "./example-pieces.js";
import { packageFolder } from "./public-api.js";

/** The names that users look at first in their editor. */
const entryPoints = [
  "Codex",
  "Codex.exec",
  "Codex.models",
  "Codex.notifications",
  "Codex.threadResume",
  "Codex.threadStart",
  "MockResponsesServer",
  "ScriptedTransport",
  "Thread.run",
  "Thread.saved",
  "Thread.turn",
  "Thread.turns",
  "TurnHandle.events",
  "TurnHandle.interrupt",
  "TurnHandle.result",
  "TurnHandle.steer",
  "TurnHandle.stream",
  "TurnHandle.textStream",
  "allowCommands",
  "createApprovals",
  "retryOnOverload",
  "testCodex",
  "toUIMessageResponse",
  "toUIMessages",
  "tool",
];

/** Of all entries but the protocol; what several have in common is in a file of its own. */
const built = (await readdir(`${packageFolder}dist`)).filter((name) =>
  /^(?!protocol\b).*\.d\.ts$/.test(name),
);
const declarations = await Promise.all(
  built.map((name) => readFile(`${packageFolder}dist/${name}`, "utf8")),
);
const examples = new Map(declarations.flatMap((text) => [...examplesIn(text)]));

/** The code of every `@example`, by the name of what it is about. */
function examplesIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (node: ts.Node, path: readonly string[]): void => {
    const { name } = node as ts.Node & { name?: ts.Node };
    const here = name && isNamed(node) ? [...path, name.getText()] : path;
    for (const { tagName, comment } of ts.getJSDocTags(node)) {
      if (tagName.text !== "example" || found.has(here.join("."))) continue;
      found.set(here.join("."), codeOf(ts.getTextOfJSDocComment(comment) ?? ""));
    }
    ts.forEachChild(node, (child) => visit(child, here));
  };
  visit(ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.Latest, true), []);
  return found;
}

function isNamed(node: ts.Node): boolean {
  return (
    ts.isClassDeclaration(node) || ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node)
  );
}

function codeOf(comment: string): string {
  return /^```ts\n(.*)\n```$/s.exec(comment.trim())?.[1] ?? `no code block: ${comment}`;
}

describe("the examples in the docstrings", () => {
  test("are there for the most important names", () => {
    expect([...examples.keys()].sort()).toEqual(entryPoints);
  });

  test("are pieces of the files under examples/, which are executed", () => {
    expect([...examples].filter(([, code]) => !isPieceOfExample(code))).toEqual([]);
    expect(isPieceOfExample("await thread.runn();")).toBe(false);
  });
});
