import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CompilerVersion, compilers } from "./compile.js";
import {
  createPackedConsumer,
  type ModuleResolution,
  type PackedConsumer,
} from "./packed-consumer.js";

const resolutions: ModuleResolution[] = ["node10", "node16", "nodenext", "bundler"];
let consumer: PackedConsumer;

beforeAll(async () => {
  consumer = await createPackedConsumer();
});

afterAll(() => consumer.dispose());

describe.each(Object.keys(compilers) as CompilerVersion[])("TypeScript %s", (version) => {
  // TypeScript 7 has no node10 any more.
  const supported = resolutions.filter((name) => version !== "7" || name !== "node10");

  test.each(supported)("compiles the packed package with %s, its own types too", async (name) => {
    expect(await consumer.compile(version, name)).toBe("");
  });

  test("compiles it beside the types of Node", async () => {
    expect(await consumer.compile(version, "nodenext", "node")).toBe("");
  });
});
