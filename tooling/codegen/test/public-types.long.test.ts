import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { type CompilerVersion, compile, compilers } from "./compile.js";

const fixtures = fileURLToPath(new URL("types/", import.meta.url));

describe.each(Object.keys(compilers) as CompilerVersion[])(
  "the public types on TypeScript %s",
  (version) => {
    test.each(["with-node", "without-node"])("compile %s types", async (setting) => {
      expect(await compile(version, join(fixtures, `tsconfig.${setting}.json`))).toBe("");
    });
  },
);

describe("hovers", () => {
  const optionTypes = [
    "ThreadStartOptions",
    "ThreadResumeOptions",
    "ThreadForkOptions",
    "TurnOptions",
  ];
  const file = join(fixtures, "hover.ts");
  const code = [
    'import type { Codex } from "codex-app-server-sdk";',
    'import type * as sdk from "codex-app-server-sdk";',
    'import type * as wire from "codex-app-server-sdk/protocol";',
    "declare const codex: Codex;",
    'const started = await codex.request("thread/start", {});',
    "const thread = started.thread;",
    "const pending = thread.ephemeral;",
    "declare const item: wire.AgentMessageThreadItem;",
    "const words = item.text;",
    "declare const params: wire.ThreadStartParams;",
    "const old = params.personality;",
    "const fresh = params.dynamicTools;",
    "void [pending, words, old, fresh];",
    ...optionTypes.map((name) => `declare const its${name}: sdk.${name};`),
  ].join("\n");
  const service = languageService(file, code);
  const hover = (before: string, name: string): { type: string; text: string; tags: string[] } => {
    const position = code.indexOf(name, code.indexOf(before));
    const info = service.getQuickInfoAtPosition(file, position);
    return {
      type: ts.displayPartsToString(info?.displayParts),
      text: ts.displayPartsToString(info?.documentation),
      tags: info?.tags?.map(({ name }) => name) ?? [],
    };
  };

  /** What is shown of each field of a variable's type. */
  const fieldsOf = (variable: string): { name: string; text: string }[] => {
    const program = service.getProgram();
    const checker = program?.getTypeChecker();
    const source = program?.getSourceFile(file);
    const declared = source?.statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => [...declarationList.declarations])
      .find(({ name }) => name.getText() === variable);
    if (!checker || !declared) throw new Error(`${variable} is not declared`);
    return checker.getPropertiesOfType(checker.getTypeAtLocation(declared)).map((field) => ({
      name: field.name,
      text: ts.displayPartsToString(field.getDocumentationComment(checker)),
    }));
  };

  test("name types as the protocol does", () => {
    expect(hover("const started", "started").type).toBe("const started: wire.ThreadStartResponse");
    expect(hover("const thread", "thread").type).toBe("const thread: wire.Thread");
  });

  test("show the documentation of a field", () => {
    expect(hover("thread.ephemeral", "ephemeral").text).toContain("should not be materialized");
  });

  test.each(optionTypes)("explain every field of %s", (name) => {
    const fields = fieldsOf(`its${name}`);
    expect(fields.length).toBeGreaterThan(15);
    expect(fields.filter(({ text }) => text === "").map(({ name }) => name)).toEqual([]);
  });

  test("tell what is deprecated and what is experimental", () => {
    expect(hover("params.personality", "personality").tags).toContain("deprecated");
    expect(hover("params.dynamicTools", "dynamicTools").tags).toContain("experimental");
  });
});

/** A language service for one file that exists only in memory. */
function languageService(file: string, code: string): ts.LanguageService {
  const read = (name: string): string | undefined => (name === file ? code : ts.sys.readFile(name));
  return ts.createLanguageService({
    getCompilationSettings: () => ({
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      strict: true,
      types: ["node"],
    }),
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const text = read(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => fixtures,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: read,
    directoryExists: ts.sys.directoryExists,
    realpath: ts.sys.realpath,
  });
}
