import { readFile } from "node:fs/promises";
import ts from "typescript";
import { packageFolder } from "./public-api.js";

/** The names of the tests in a file that are always run, as `situation › behaviour`. */
export async function testNames(file: string): Promise<Set<string>> {
  const text = await readFile(packageFolder + file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const names = new Set<string>();
  collect(source, [], names);
  return names;
}

function collect(node: ts.Node, situations: readonly string[], names: Set<string>): void {
  ts.forEachChild(node, (child) => {
    const call = ts.isCallExpression(child) ? readCall(child) : undefined;
    if (call?.skipped) return;
    if (call?.kind === "test") names.add([...situations, call.name].join(" › "));
    collect(child, call?.kind === "describe" ? [...situations, call.name] : situations, names);
  });
}

interface TestCall {
  kind: "describe" | "test";
  name: string;
  skipped: boolean;
}

/** Reads a call such as `test("…")`, `test.each(…)("…")` or `describe.skip("…")`. */
function readCall(call: ts.CallExpression): TestCall | undefined {
  const [kind, ...modifiers] = chainOf(call.expression);
  const [name] = call.arguments;
  if ((kind !== "describe" && kind !== "test") || !name || !ts.isStringLiteralLike(name)) return;
  const skipped = modifiers.some((modifier) => modifier !== "each");
  return { kind, name: name.text, skipped };
}

/** The names in an expression: `a.b(…).c` has a, b and c. */
function chainOf(expression: ts.Expression): string[] {
  if (ts.isIdentifier(expression)) return [expression.text];
  if (ts.isCallExpression(expression)) return chainOf(expression.expression);
  if (!ts.isPropertyAccessExpression(expression)) return [];
  return [...chainOf(expression.expression), expression.name.text];
}
