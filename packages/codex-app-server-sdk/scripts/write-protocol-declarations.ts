import { readFile, writeFile } from "node:fs/promises";
import ts from "typescript";

/** The modules behind `./protocol`, types before those that use them. */
const modules = [
  "generated/types.ts",
  "generated/methods.ts",
  "generated/named-types.ts",
  "validation-issue.ts",
  "parse.ts",
];

const root = new URL("../", import.meta.url);

// The declarations of the protocol entry are the generated types unchanged, in one file. A
// declaration bundler would repeat each name in a list and indent everything deeper, which would be
// 60 KB more for every editor to load.
const parts = await Promise.all(modules.map(declarationsOf));
for (const end of ["d.ts", "d.cts"]) {
  await writeFile(new URL(`dist/protocol.${end}`, root), parts.join("\n"));
}

async function declarationsOf(module: string): Promise<string> {
  const source = await readFile(new URL(`src/protocol/${module}`, root), "utf8");
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
