import { expect, test } from "vitest";
import type { BundledFile } from "./bundle.js";
import { findFeatures, findFile, loadedWith } from "./loaded-files.js";

function file(
  entryPoint: string | undefined,
  imports: string[] = [],
  laterImports: string[] = [],
): BundledFile {
  return { entryPoint, imports, laterImports, bytesByInput: new Map() };
}

const files = new Map([
  ["index.js", file("src/index.ts", ["shared.js"], ["session.js"])],
  ["session.js", file("src/session.ts", ["shared.js"], ["schema.js"])],
  ["schema.js", file("src/schema.ts", ["shared.js", "ajv.js"])],
  ["shared.js", file(undefined, ["shared.js"])],
  ["ajv.js", file(undefined)],
]);

test("a file is found by its module", () => {
  expect(findFile(files, "src/session.ts")).toBe("session.js");
  expect(() => findFile(files, "src/none.ts")).toThrow("src/none.ts");
});

test("a feature costs what neither the import nor the first use has loaded", () => {
  const loaded = new Set([...loadedWith("index.js", files), ...loadedWith("session.js", files)]);

  expect([...loaded]).toEqual(["index.js", "shared.js", "session.js"]);
  expect(findFeatures(files, loaded)).toEqual(
    new Map([["src/schema.ts", new Set(["schema.js", "ajv.js"])]]),
  );
});
