import type { CodexOutput } from "./ask/run-codex.js";
import { emitManifest } from "./emit/emit-manifest.js";
import { emitMethods } from "./emit/emit-methods.js";
import { emitParamNames } from "./emit/emit-param-names.js";
import { buildTable, emitNamedTypes, emitNames, emitTable } from "./emit/emit-table.js";
import { emitTypes } from "./emit/emit-types.js";
import { overrides as committedOverrides, type Overrides } from "./overrides.js";
import { readProtocol } from "./read/read-protocol.js";

/**
 * Every generated file by name, made from what a binary writes about its protocol. The same input
 * gives the same bytes.
 */
export function generate(
  output: CodexOutput,
  overrides: Overrides = committedOverrides,
): Map<string, string> {
  const protocol = readProtocol(output, overrides);
  const table = buildTable(protocol);
  const header = `// Generated from Codex ${output.version} by \`npm run generate-types\`. Do not edit.\n\n`;
  return new Map([
    ["types.ts", header + emitTypes(protocol.definitions, protocol.directions)],
    ["methods.ts", header + emitMethods(protocol.methods, protocol.definitions)],
    ["table.ts", header + emitTable(table)],
    ["named-types.ts", header + emitNamedTypes(table)],
    ["names.ts", header + emitNames(table)],
    ["param-names.ts", header + emitParamNames(protocol)],
    ["codex-version.ts", header + emitCodexVersion(output)],
    ["manifest.json", emitManifest(output, protocol, overrides)],
  ]);
}

function emitCodexVersion({ version }: CodexOutput): string {
  const doc = "/** The Codex version that the protocol's types were generated from. */";
  return `${doc}\nexport const codexVersion = ${JSON.stringify(version)};\n`;
}
