import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findDrift } from "./find-drift.js";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "codegen-drift-"));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

test("a changed, a missing and a surplus file are drift, an equal one is not", async () => {
  for (const [name, text] of [
    ["equal", "1"],
    ["changed", "2"],
    ["surplus", "3"],
  ] as const) {
    await writeFile(join(dir, name), text);
  }
  const files = new Map([
    ["equal", "1"],
    ["changed", "1"],
    ["missing", "1"],
  ]);
  expect(await findDrift(files, dir)).toEqual(["changed", "missing", "surplus"]);
});

test("everything is drift from a folder that is not there", async () => {
  expect(await findDrift(new Map([["a", "1"]]), join(dir, "none"))).toEqual(["a"]);
});
