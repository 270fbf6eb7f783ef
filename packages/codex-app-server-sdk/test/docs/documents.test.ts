import { readdir } from "node:fs/promises";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { declares } from "./declares.js";
import { isPieceOfExample } from "./example-pieces.js";
import { codeWords, readDocument, readDocuments, snippets } from "./markdown.js";
import { compilerOptions, packageFolder, readPublicApi } from "./public-api.js";

const api = readPublicApi();
const documents = await readDocuments();

/** What a snippet may use without declaring it. */
const givens: Record<string, string> = {
  codex: 'declare const codex: import("codex-app-server-sdk").Codex;',
  thread: 'declare const thread: import("codex-app-server-sdk").Thread;',
  turn: 'declare const turn: import("codex-app-server-sdk").TurnHandle;',
};

/** The settings of users whose projects are stricter than this one. */
const strictest = {
  ...compilerOptions(),
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  erasableSyntaxOnly: true, // Node strips types, and nothing else.
};

/** What the compiler reports about the snippets, each of which is a module. */
function complaintsAboutSnippets(codes: readonly string[]): string[] {
  return complaints(
    codes.map((code, index) => [`test/docs/snippet-${index}.ts`, withGivens(code)]),
  );
}

/** What the compiler reports about these files of the package, whether they exist or not. */
function complaints(sources: readonly (readonly [name: string, code: string])[]): string[] {
  const files = new Map(sources.map(([name, code]) => [packageFolder + name, code]));
  const options = { ...strictest, noUnusedLocals: false };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, target, ...rest) => {
    const code = files.get(name);
    return code === undefined
      ? getSourceFile(name, target, ...rest)
      : ts.createSourceFile(name, code, target);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((name) => {
    const source = program.getSourceFile(name);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map(
      (diagnostic) =>
        `${ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n")} in:\n${files.get(name)}`,
    );
  });
}

function withGivens(code: string): string {
  const missing = Object.keys(givens).filter((name) => !declares(code, name));
  return [...missing.map((name) => givens[name]), code, "export {};"].join("\n");
}

describe("the documents", () => {
  test("have TypeScript that compiles", () => {
    const codes = [...documents.values()]
      .flatMap(snippets)
      .filter((code) => !isPieceOfExample(code));

    expect(codes.length).toBeGreaterThan(10);
    // The last one does not compile, which proves that snippets are checked.
    expect(complaintsAboutSnippets([...codes, 'await thread.runn("x");'])).toEqual([
      expect.stringMatching(/'runn' does not exist/),
    ]);
  });

  test("are all linked from the README", () => {
    const readme = documents.get("README.md") ?? "";

    for (const name of documents.keys()) {
      if (name !== "README.md") expect(readme).toContain(`](${name})`);
    }
  });
});

describe("the API reference", () => {
  const words = codeWords(documents.get("docs/api.md") ?? "");
  const missing = (names: readonly string[]): string[] => names.filter((name) => !words.has(name));

  test("names everything that is exported", () => {
    expect(missing(api.exportsOf("sdk"))).toEqual([]);
    expect(missing(api.valuesOf("protocol"))).toEqual([]);
    expect(missing(api.exportsOf("testing"))).toEqual([]);
    expect(missing(api.exportsOf("store"))).toEqual([]);
    expect(missing(api.exportsOf("ui"))).toEqual([]);
  });

  test("names every member of what is exported: methods, options, fields of errors", () => {
    const entries = ["sdk", "store", "ui"] as const;
    const names = entries.flatMap((entry) => api.exportsOf(entry));
    const classes = names.filter((name) => !/^[a-z]/.test(name));

    expect(api.membersOf("Codex")).toContain("threadStart");
    for (const name of classes) expect([name, missing(api.membersOf(name))]).toEqual([name, []]);
  });
});

describe("the page on versions", () => {
  const page = documents.get("docs/versions.md") ?? "";

  test("names the oldest Node that the manifest allows", async () => {
    const { engines } = JSON.parse(await readDocument("package.json"));

    expect(page).toContain(`| Node | ${engines.node.replace(">=", "≥ ")} |`);
  });

  test("names the TypeScript versions on which the public types are compiled", async () => {
    const fixtures = await readDocument("../../tooling/codegen/package.json");
    const tested = [...fixtures.matchAll(/npm:typescript@(\d+)\.(\d+)|"typescript": "(\d+)/g)];
    const versions = tested.map(
      ([, major, minor, plain]) => plain ?? (major === "5" ? `${major}.${minor}` : major),
    );

    expect(page).toContain(`| TypeScript | ${versions.sort().join(", ")} |`);
  });
});

describe("the examples", () => {
  test("compile in the strictest project", async () => {
    const names = await readdir(`${packageFolder}examples`, { recursive: true });
    const sources = names
      .filter((name) => name.endsWith(".ts"))
      .map(async (name) => [`examples/${name}`, await readDocument(`examples/${name}`)] as const);
    const lax = ["examples/lax.ts", "export const home = process.env.HOME;"] as const;

    expect(sources.length).toBeGreaterThan(20);
    // The last one does not compile, which proves that they are checked.
    expect(complaints([...(await Promise.all(sources)), lax])).toEqual([
      expect.stringMatching(/'HOME' comes from an index signature/),
    ]);
  });
});

describe("the troubleshooting guide", () => {
  test("has a section for each error code, and none for another", () => {
    const guide = documents.get("docs/troubleshooting.md") ?? "";
    const sections = [...guide.matchAll(/^## (\w+)$/gm)].map(([, code]) => code);

    expect(sections).toEqual(api.errorCodes());
  });
});
