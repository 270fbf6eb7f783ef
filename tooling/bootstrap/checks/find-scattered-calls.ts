import ts from "typescript";
import type { SourceFile } from "./build-import-graph.js";

/**
 * What only one file of the SDK may do, because every place would have to get the same detail
 * right: the limit of a timer's delay, timers that are mere numbers, signals without newer methods.
 */
const owners: ReadonlyMap<string, string> = new Map([
  ["setTimeout", "src/async/start-timer.ts"],
  ["setInterval", "src/async/start-timer.ts"],
  ["unref", "src/async/unref.ts"],
  ["throwIfAborted", "src/async/throw-if-aborted.ts"],
]);

/** The methods that are called on something, whoever names a function of his own like them. */
const methods: ReadonlySet<string> = new Set(["unref", "throwIfAborted"]);

/** The places of the SDK that do what only one file may, one sentence each. */
export function findScatteredCalls({ path, text }: SourceFile): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  return namesIn(file).flatMap((name) => {
    const owner = owners.get(name);
    return owner && owner !== path ? [`${path} uses ${name}; only ${owner} does`] : [];
  });
}

/** What the file calls, and what it names as a method of something. */
function namesIn(node: ts.Node): string[] {
  const names: string[] = [];
  ts.forEachChild(node, (child) => void names.push(...namesIn(child)));
  if (ts.isPropertyAccessExpression(node)) names.push(node.name.text);
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const { text } = node.expression;
    if (!methods.has(text)) names.push(text);
  }
  return names;
}
