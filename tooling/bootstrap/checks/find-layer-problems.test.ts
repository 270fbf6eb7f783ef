import { describe, expect, test } from "vitest";
import { buildImportGraph } from "./build-import-graph.js";
import { findLayerProblems } from "./find-layer-problems.js";

const sdk = { "the-sdk/protocol": "src/protocol/index.ts" };

/** @param files texts by their path under src/ */
function problemsIn(files: Record<string, string>): string[] {
  const sources = Object.entries(files).map(([path, text]) => ({ path: `src/${path}`, text }));
  return findLayerProblems(buildImportGraph(sources, sdk));
}

describe("the order of layers", () => {
  test("allows the way down, past layers too", () => {
    expect(
      problemsIn({
        "index.ts": 'export { Codex } from "./codex.js";',
        "codex.ts": 'import { Thread } from "./thread.js"; import "./transport/stdio.js";',
        "client/router.ts":
          'import "../rpc/connection.js"; import type * as w from "the-sdk/protocol";',
      }),
    ).toEqual([]);
  });

  test("refuses the way up, of types too", () => {
    expect(
      problemsIn({
        "rpc/connection.ts": 'import { Turn } from "../turn.js";',
        "turn.ts": 'import type { Thread } from "./thread.js";',
      }),
    ).toEqual([
      "src/rpc/connection.ts imports ../turn.js: rpc is below turn",
      "src/turn.ts imports ./thread.js: turn is below thread",
    ]);
  });

  test("refuses the way up through a part that is no layer", () => {
    expect(
      problemsIn({
        "transport/stdio.ts": 'import "../retry.js";',
        "retry.ts": 'import "./wait.js";',
        "wait.ts": 'import "./client/router.js";',
      }),
    ).toEqual(["src/transport/stdio.ts imports ../retry.js: transport is below client"]);
  });

  test("keeps helpers from the objects that use them", () => {
    expect(problemsIn({ "inputs.ts": 'import { Thread } from "./thread.js";' })).toEqual([
      "src/inputs.ts imports ./thread.js: inputs is below thread",
    ]);
  });
});

describe("single parts", () => {
  test("errors imports nothing from outside itself, types included", () => {
    expect(
      problemsIn({
        "errors/index.ts": 'export * from "./base.js"; import type { R } from "../result.js";',
      }),
    ).toEqual(["src/errors/index.ts imports ../result.js: errors is a leaf and imports nothing"]);
  });

  test("rpc and transport do not know the protocol", () => {
    expect(
      problemsIn({
        "rpc/messages.ts": 'import type * as wire from "the-sdk/protocol";',
        "transport/stdio.ts": 'import("../protocol/index.js");',
      }),
    ).toHaveLength(2);
  });

  test("only session looks for the runtime, itself or through a part that is no layer", () => {
    expect(
      problemsIn({
        "codex.ts": 'import "./runtime/find.js"; import "./create-transport.js";',
        "create-transport.ts": 'import "./runtime/find.js";',
        "options.ts": 'import type { Runtime } from "./runtime/find.js";',
        "thread.ts": 'import "./runtime/find.js"; import "./options.js";',
        "client/client.ts": 'import "../create-transport.js";',
      }),
    ).toEqual([
      "src/thread.ts imports ./runtime/find.js: only session looks for the runtime",
      "src/client/client.ts imports ../create-transport.js: only session looks for the runtime",
    ]);
  });

  test("what ships does not use the test kit, which uses what ships", () => {
    expect(
      problemsIn({
        "client/router.ts": 'import "../testing/index.js";',
        "testing/index.ts": 'import "../codex.js";',
        "codex.ts": 'import "./runtime/find.js";',
      }),
    ).toEqual([
      "src/client/router.ts imports ../testing/index.js: what ships does not use the test kit",
    ]);
  });
});
