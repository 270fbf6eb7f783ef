import { describe, expect, test } from "vitest";
import { buildImportGraph, type Edge } from "./build-import-graph.js";
import { findFileCircles, findRoomCircles } from "./find-circles.js";

/** @param files texts by their path */
function edgesOf(files: Record<string, string>): Edge[] {
  return buildImportGraph(Object.entries(files).map(([path, text]) => ({ path, text })));
}

describe("circles among files", () => {
  test("there is none where imports go one way, by two ways too", () => {
    const edges = edgesOf({
      "src/a.ts": 'import "./b.js"; import "./c.js";',
      "src/b.ts": 'import "./c.js";',
      "src/c.ts": 'import "node:fs"; import "../package.json";',
    });
    expect(findFileCircles(edges)).toEqual([]);
  });

  test("one sentence names the files and the imports to cut", () => {
    const edges = edgesOf({
      "src/a.ts": 'import "./b.js";',
      "src/b.ts": 'import "./a.js"; import "./c.js";',
      "src/c.ts": "",
    });
    expect(findFileCircles(edges)).toEqual([
      "src/a.ts, src/b.ts import each other in a circle: src/a.ts imports ./b.js; src/b.ts imports ./a.js",
    ]);
  });

  test("types close a circle, in TypeScript and in the comments of JavaScript", () => {
    expect(
      findFileCircles(
        edgesOf({
          "src/a.ts": 'import type { B } from "./b.js";',
          "src/b.ts": 'import { type A } from "./a.js";',
          "src/c.mjs": 'import "./d.mjs";',
          "src/d.mjs": '/** @type {import("./c.mjs").C} */\nexport const d = 1;',
        }),
      ),
    ).toHaveLength(2);
  });

  test("circles that hang together are one, shown by its shortest way round", () => {
    const edges = edgesOf({
      "src/a.ts": 'import "./b.js";',
      "src/b.ts": 'import "./c.js";',
      "src/c.ts": 'import "./a.js"; import "./d.js";',
      "src/d.ts": 'import "./c.js";',
    });
    expect(findFileCircles(edges)).toEqual([
      "src/a.ts, src/b.ts, src/c.ts, src/d.ts import each other in a circle: src/c.ts imports ./d.js; src/d.ts imports ./c.js",
    ]);
  });
});

describe("circles among rooms", () => {
  test("a folder is a room, and so is a file beside it", () => {
    const edges = edgesOf({
      "src/index.ts": 'import "./rpc/b.js";',
      "src/rpc/a.ts": 'import { x } from "../errors.js"; import "./b.js";',
      "src/rpc/b.ts": 'import "../wait.js"; import "./a.js";',
      "src/errors.ts": 'import type { A } from "./rpc/a.js";',
      "src/wait.ts": "",
    });
    expect(findRoomCircles(edges)).toEqual([
      "errors.ts, rpc import each other in a circle: src/errors.ts imports ./rpc/a.js; src/rpc/a.ts imports ../errors.js",
    ]);
  });

  test("several imports from one room to another are counted", () => {
    const edges = edgesOf({
      "src/turn/a.ts": 'import "../client/c.js";',
      "src/turn/b.ts": 'import "../client/c.js";',
      "src/client/c.ts": 'import "../turn/a.js";',
    });
    expect(findRoomCircles(edges)).toEqual([
      "client, turn import each other in a circle: src/client/c.ts imports ../turn/a.js; src/turn/a.ts imports ../client/c.js (and 1 more)",
    ]);
  });

  test("folders beside src are rooms too", () => {
    const edges = edgesOf({
      "run.mjs": 'import "./src/main.mjs";',
      "src/main.mjs": 'import "../checks/guard.js";',
      "checks/guard.ts": 'import "../src/main.mjs";',
    });
    expect(findRoomCircles(edges)).toHaveLength(1);
  });
});
