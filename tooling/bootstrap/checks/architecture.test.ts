import { relative } from "node:path";
import { describe, expect, test } from "vitest";
import { listPackages } from "../src/list-packages.mjs";
import { root } from "../src/root.mjs";
import { buildImportGraph } from "./build-import-graph.js";
import { findBorderProblems } from "./find-border-problems.js";
import { findFileCircles, findRoomCircles } from "./find-circles.js";
import { findDialectProblems } from "./find-dialect-problems.js";
import { findLayerProblems } from "./find-layer-problems.js";
import { findScatteredCalls } from "./find-scattered-calls.js";
import { readSourceFiles } from "./read-source-files.js";

const packages = listPackages().map(({ folder, manifest }) => ({
  name: manifest.name,
  folder: relative(root, folder).replaceAll("\\", "/"),
  files: readSourceFiles(folder),
}));
/** The packages with code. Those of the platforms only hold a binary. */
const programs = packages.filter(({ files }) => files.length > 0);
const sdkName = "codex-app-server-sdk";
const sdkReferences = {
  [sdkName]: "src/index.ts",
  [`${sdkName}/protocol`]: "src/protocol/index.ts",
  [`${sdkName}/store`]: "src/store/index.ts",
  [`${sdkName}/testing`]: "src/testing/index.ts",
};

describe("the SDK", () => {
  const files = packages.find(({ name }) => name === sdkName)?.files ?? [];
  const shipped = files.filter(({ path }) => path.startsWith("src/") && !/\.test\b/.test(path));

  test("is read", () => {
    expect(shipped).not.toEqual([]);
  });

  test("has dependencies that go one way", () => {
    expect(findLayerProblems(buildImportGraph(shipped, sdkReferences))).toEqual([]);
  });

  test("sets timers and asks signals in one place", () => {
    expect(shipped.flatMap(findScatteredCalls)).toEqual([]);
  });
});

test("what ships uses other packages by name and public entry, and never the tooling", () => {
  const names = packages.map(({ name }) => name);
  const imports = packages.map(({ folder, files }) => ({ folder, edges: buildImportGraph(files) }));

  expect(findBorderProblems(imports, { all: names, tooling: toolingNames() })).toEqual([]);
});

describe.each(programs)("no package has a circle, types included: $folder", ({ name, files }) => {
  const edges = buildImportGraph(files, name === sdkName ? sdkReferences : {});

  test("among its files", () => {
    expect(findFileCircles(edges)).toEqual([]);
  });

  test("among its rooms", () => {
    const shipped = edges.filter(({ from }) => !isTest(name, from));
    expect(findRoomCircles(shipped)).toEqual([]);
  });
});

test.each(programs)("the dialect is spoken in $folder", ({ files }) => {
  expect(files.flatMap(findDialectProblems)).toEqual([]);
});

/**
 * Whether a file is a test or only serves tests. The SDK's `src/testing` is published, so it is
 * not.
 */
function isTest(packageName: string, path: string): boolean {
  const isTestKit = packageName.endsWith("/release") && path.startsWith("src/testing/");
  return isTestKit || path.startsWith("test/") || /\.(test|test-support)\.ts$/.test(path);
}

function toolingNames(): string[] {
  return packages.filter(({ folder }) => folder.startsWith("tooling/")).map(({ name }) => name);
}
