import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ParsedRuntimeManifest, parseRuntimeManifest } from "./runtime-manifest.js";

const manifest = {
  schema: 1,
  version: "1.2.3",
  platform: "linux-x64",
  target: "x86_64-unknown-linux-musl",
  layout: "package-v1",
  entrypoint: "runtime/bin/codex",
  pathDirs: ["runtime/codex-path"],
  resourcesDir: null,
  source: { kind: "npm", spec: "codex@1.2.3", integrity: null },
  locked: true,
  files: [
    {
      path: "runtime/bin/codex",
      size: 4,
      sha256: "0".repeat(64),
      mode: 0o755,
      format: "elf",
      arch: ["x64"],
    },
  ],
};

describe("a runtime's description", () => {
  it("is read, unknown fields or not", () => {
    expect(parse({ ...manifest, later: true })).toMatchObject({ state: "ok", manifest });
  });

  it.each([
    [{ schema: 2 }, "schema 2"],
    [{ schema: undefined }, "schema undefined"],
    [{ layout: "package-v9" }, 'layout "package-v9"'],
  ])("with %j is unsupported", (change, found) => {
    expect(parse({ ...manifest, ...change })).toEqual({ state: "unsupported", found });
  });

  it.each([
    [{ version: "" }, "version"],
    [{ target: 3 }, "target"],
    [{ entrypoint: "../codex" }, "entrypoint"],
    [{ entrypoint: "/bin/codex" }, "entrypoint"],
    [{ entrypoint: "C:\\codex.exe" }, "entrypoint"],
    [{ pathDirs: ["a/../../b"] }, "pathDirs"],
    [{ resourcesDir: undefined }, "resourcesDir"],
    [{ source: null }, "source"],
    [{ locked: "yes" }, "locked"],
    [{ files: {} }, "files"],
    [{ files: [{ ...manifest.files[0], sha256: "abc" }] }, "files"],
    [{ files: [{ ...manifest.files[0], size: -1 }] }, "files"],
    [{ files: [] }, "entrypoint is not among its files"],
  ])("with %j is invalid, and says why", (change, problem) => {
    expect(parse({ ...manifest, ...change })).toMatchObject({
      state: "invalid",
      problem: expect.stringContaining(problem),
    });
  });

  it("is invalid when it is no JSON object", () => {
    for (const text of ["", "{", "[]", "null", "3"]) {
      expect(parseRuntimeManifest(text)).toMatchObject({ state: "invalid" });
    }
  });

  it("is never read from other JSON, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(parseRuntimeManifest(text).state).not.toBe("ok");
      }),
    );
  });
});

function parse(value: unknown): ParsedRuntimeManifest {
  return parseRuntimeManifest(JSON.stringify(value));
}
