import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { classesIn, loadedWith, modulesIn } from "../support/built-files.js";

describe.each(["js", "cjs"])("the built package, *.%s", (kind) => {
  const root = loadedWith(`index.${kind}`);
  const redis = loadedWith(`redis.${kind}`);
  const files = [...new Set([...root.files, ...redis.files])];

  test("loads nothing of Redis with the root entry, not even later", () => {
    expect(root.packages).toEqual(["codex-app-server-sdk"]);
    expect(root.files).not.toContain(`redis.${kind}`);
    expect(redis.packages).toEqual(expect.arrayContaining(["bullmq", "ioredis"]));
  });

  test("has each class once, so that errors are the same in both entries", () => {
    const classes = files.flatMap(classesIn);

    expect(classes).toEqual(expect.arrayContaining(["EngineError", "LeaseLostError", "Worker"]));
    expect(repeated(classes)).toEqual([]);
  });
});

test("the built package has each module once, and none of another package, with its licence", () => {
  const files = new Set([...loadedWith("index.js").files, ...loadedWith("redis.js").files]);
  const modules = [...files].flatMap(modulesIn);

  expect(modules).toContain("src/errors/engine-errors.ts");
  expect(repeated(modules)).toEqual([]);
  expect(modules.filter((module) => !module.startsWith("src/"))).toEqual([]);
});

test("the root entry can be required, and loads neither ioredis nor BullMQ", () => {
  const require = createRequire(import.meta.url);
  require("codex-app-server-workers");
  const loaded = Object.keys(require.cache);

  expect(loaded.filter((file) => /workers.dist.index\.cjs$/.test(file))).toHaveLength(1);
  expect(loaded.filter((file) => /[\\/](?:ioredis|bullmq)[\\/]/.test(file))).toEqual([]);
});

function repeated(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
