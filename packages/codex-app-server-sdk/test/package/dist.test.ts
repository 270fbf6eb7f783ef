import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";

const dist = new URL("../../dist/", import.meta.url);
const declarations = readdirSync(dist).filter((name) => name.endsWith(".d.ts"));
const scripts = readdirSync(dist).filter((name) => name.endsWith(".js"));

/** The source modules in a built file. The bundler writes the path of each above its code. */
function modulesIn(file: string): string[] {
  const [, ...parts] = readFileSync(new URL(file, dist), "utf8").split(/^\/\/ (src\/.*)$/m);
  const modules = new Set<string>();
  for (let index = 0; index < parts.length; index += 2) {
    const code = (parts[index + 1] ?? "").replace(/^import [^;]*;$/gm, "").trim();
    if (code !== "") modules.add(parts[index] ?? "");
  }
  return [...modules];
}

/** The packages of others whose code is in a built file. */
function packagesIn(file: string): string[] {
  const code = readFileSync(new URL(file, dist), "utf8");
  const sources = code.matchAll(/^ *\/\/ .*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//gm);
  return [...sources].map(([, name = ""]) => name);
}

function importsOf(file: string): string[] {
  const code = readFileSync(new URL(file, dist), "utf8");
  return [...code.matchAll(/^(?:import|export) .* from '(.*)';$/gm)].map(([, from = ""]) => from);
}

/** These files and all that they load, at once or later. */
function reachedFrom(...files: readonly string[]): string[] {
  const reached = new Set(files);
  for (const file of reached) {
    const code = readFileSync(new URL(file, dist), "utf8");
    for (const [, name = ""] of code.matchAll(/(?:\bfrom |\bimport\()['"]\.\/([\w-]+\.js)['"]/g)) {
      reached.add(name);
    }
  }
  return [...reached];
}

function repeated(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/** The names that a file of declarations declares, and those that users can import from it. */
function declaredIn(file: string): { declared: string[]; exported: string[] } {
  const text = readFileSync(new URL(file, dist), "utf8");
  const declared = [
    ...text.matchAll(
      /^(?:export )?(?:declare )?(?:abstract )?(?:class|interface|type|function|const) (\w+)/gm,
    ),
  ];
  const lists = [...text.matchAll(/^export \{(.*)\}/gm)].flatMap(([, list = ""]) =>
    list.split(","),
  );
  return {
    declared: declared.map(([, name = ""]) => name),
    exported: lists.map((entry) => entry.trim().split(" ").at(-1) ?? ""),
  };
}

const entries = ["index.js", "protocol.js", "store.js", "testing.js", "ui.js"];

describe("the built package", () => {
  test("declares nothing that only its own code needs", () => {
    const files = declarations.filter((name) => name !== "protocol.d.ts").map(declaredIn);
    const entries = ["index.d.ts", "store.d.ts", "testing.d.ts", "ui.d.ts"].map(declaredIn);
    const exported = new Set(entries.flatMap((entry) => entry.exported));
    const hidden = files.flatMap(({ declared }) => declared.filter((name) => !exported.has(name)));

    expect(exported.size).toBeGreaterThan(80);
    expect(hidden).toEqual([]);
  });

  test.each(["Thread", "TurnHandle"])("has no way to make a %s but the client's", (name) => {
    const text = declarations.map((file) => readFileSync(new URL(file, dist), "utf8")).join("\n");
    const body = text.split(new RegExp(`^declare class ${name}\\b`, "m"))[1]?.split(/^}$/m)[0];

    expect(body).toContain("private constructor();");
    expect(body).not.toContain("static ");
    expect(text).not.toContain("@internal");
  });

  test("holds each module once, so that there is one class and one cache of each", () => {
    const modules = reachedFrom(...entries).flatMap(modulesIn);

    expect(modules.length).toBeGreaterThan(50);
    expect(repeated(modules)).toEqual([]);
  });

  test("has copies in the command line of nothing that the entries load with themselves", () => {
    const imported = reachedFrom(...entries);
    const ofProgram = scripts.filter((file) => !imported.includes(file));
    const loaded = ["index.js", "shared.js", "testing.js"].flatMap(modulesIn);

    expect(ofProgram).toEqual(expect.arrayContaining(["cli.js", "doctor.js"]));
    expect(reachedFrom("cli.js")).toEqual(expect.arrayContaining(ofProgram));
    expect(repeated(ofProgram.flatMap(modulesIn))).toEqual([]);
    expect(ofProgram.flatMap(modulesIn).filter((module) => loaded.includes(module))).toEqual([]);
  });

  test("loads one more file with the root entry, and none of Node's own modules", () => {
    expect([...new Set(importsOf("index.js"))]).toEqual(["./shared.js"]);
    expect(importsOf("shared.js")).toEqual([]);
  });

  test("loads nothing with the entry for user interfaces that the root entry does not", () => {
    expect(modulesIn("ui.js").filter((module) => !module.startsWith("src/ui/"))).toEqual([]);
    expect(importsOf("ui.js")).toEqual(["./shared.js"]);
    expect(importsOf("index.js")).toContain("./shared.js");
  });

  test("tells the licence of each package that it contains", () => {
    const built = readdirSync(dist).filter((name) => /\.c?js$/.test(name));
    const sources = built.flatMap((file) => packagesIn(file));
    const text = readFileSync(new URL("THIRD-PARTY-NOTICES.txt", dist), "utf8");

    expect([...new Set(sources)].sort()).toEqual([
      "@modelcontextprotocol/sdk",
      "commander",
      "ws",
      "zod",
    ]);
    for (const name of sources) {
      const license = readFileSync(new URL(`../../node_modules/${name}/LICENSE`, import.meta.url));
      expect(text).toContain(`\n${name} `);
      expect(text).toContain(String(license).trim());
    }
  });

  test("throws the root entry's errors from the protocol entry, in CommonJS too", async () => {
    const require = createRequire(import.meta.url);
    const entries = [
      [await import("codex-app-server-sdk"), await import("codex-app-server-sdk/protocol")],
      [require("codex-app-server-sdk"), require("codex-app-server-sdk/protocol")],
    ];
    for (const [root, { parse }] of entries) {
      expect(() => parse("Turn", 3)).toThrow(root.ProtocolError);
    }
  });
});
