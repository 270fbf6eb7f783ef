import { readFile, writeFile } from "node:fs/promises";
import ts from "typescript";

/** The modules behind `./protocol`, types before what uses them. */
const modules = [
  "generated/types.ts",
  "generated/methods.ts",
  "generated/named-types.ts",
  "validation-issue.ts",
  "parse.ts",
];

/**
 * Writes the declarations of the protocol entry: the generated types as they are, in one file. A
 * declaration bundler would repeat the name of each of them in a list and indent them deeper, which
 * makes 60 KB more for every editor to load.
 */
export async function writeProtocolDeclarations(): Promise<void> {
  const parts = await Promise.all(modules.map(declarationsOf));
  const text = parts.join("\n");
  await Promise.all(["d.ts", "d.cts"].map((end) => writeFile(`dist/protocol.${end}`, text)));
}

async function declarationsOf(module: string): Promise<string> {
  const source = await readFile(new URL(`src/protocol/${module}`, import.meta.url), "utf8");
  const text = module === "parse.ts" ? emitDeclarations(source) : source;
  return text.replaceAll(/^import [^;]*;\n+/gm, "").replaceAll(/^\/\/ .*\n+/gm, "");
}

function emitDeclarations(source: string): string {
  const compilerOptions = { isolatedDeclarations: true, target: ts.ScriptTarget.ES2022 };
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(source, { compilerOptions });
  const [problem] = diagnostics;
  if (problem) throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, "\n"));
  return outputText.replaceAll(/^export \{\};\n/gm, "");
}
