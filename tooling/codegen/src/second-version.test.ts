import { readFile } from "node:fs/promises";
import ts from "typescript";
import { expect, test } from "vitest";
import { unpackOutput } from "./ask/pack-output.js";
import { generate } from "./generate.js";
import { overrides } from "./overrides.js";

async function generateOlder(): Promise<Map<string, string>> {
  const captured = await readFile(
    new URL("../test/fixtures/codex-0.166.0.json.br", import.meta.url),
  );
  return generate(unpackOutput(captured), overrides);
}

test("another version of Codex goes through the same generator", async () => {
  const files = await generateOlder();
  const { codexVersion, counts } = JSON.parse(files.get("manifest.json") ?? "");
  expect(codexVersion).toBe("0.166.0");
  expect(counts).toMatchObject({
    clientRequests: 179,
    stableClientRequests: 106,
    serverRequests: 11,
    serverNotifications: 85,
  });
});

test("its types compile", async () => {
  const files = await generateOlder();
  const options = { noEmit: true, strict: true, module: ts.ModuleKind.NodeNext, types: [] };
  const host = ts.createCompilerHost(options);
  const readLibrary = host.getSourceFile;
  host.getSourceFile = (name, target) => {
    const text = files.get(name.split("/").at(-1) ?? "");
    return text === undefined
      ? readLibrary.call(host, name, target)
      : ts.createSourceFile(name, text, target);
  };
  host.fileExists = (name) => files.has(name.split("/").at(-1) ?? "");
  const program = ts.createProgram(["/methods.ts", "/named-types.ts"], options, host);
  const problems = ts.getPreEmitDiagnostics(program);
  expect(problems.map(({ messageText }) => messageText)).toEqual([]);
});
