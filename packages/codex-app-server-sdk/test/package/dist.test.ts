import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";

const dist = new URL("../../dist/", import.meta.url);
const scripts = readdirSync(dist).filter((name) => name.endsWith(".js"));

/** The source modules in a built file. The bundler writes the path of each above its code. */
function modulesIn(file: string): Set<string> {
  const [, ...parts] = readFileSync(new URL(file, dist), "utf8").split(/^\/\/ (src\/.*)$/m);
  const modules = new Set<string>();
  for (let index = 0; index < parts.length; index += 2) {
    const code = (parts[index + 1] ?? "").replace(/^import [^;]*;$/gm, "").trim();
    if (code !== "") modules.add(parts[index] ?? "");
  }
  return modules;
}

function importsOf(file: string): string[] {
  const code = readFileSync(new URL(file, dist), "utf8");
  return [...code.matchAll(/^(?:import|export) .* from '(.*)';$/gm)].map(([, from = ""]) => from);
}

describe("the built package", () => {
  test("holds each module once, so that there is one class and one cache of each", () => {
    const modules = scripts.flatMap((file) => [...modulesIn(file)]);

    expect(modules.length).toBeGreaterThan(50);
    expect(modules.filter((module, index) => modules.indexOf(module) !== index)).toEqual([]);
  });

  test("loads one more file with the root entry, and none of Node's own modules", () => {
    expect([...new Set(importsOf("index.js"))]).toEqual(["./shared.js"]);
    expect(importsOf("shared.js")).toEqual([]);
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
