import { describe, expect, test } from "vitest";
import { redisEngine, redisThreadStore } from "./index.js";

const connection = "redis://:secret@127.0.0.1:1";

describe.each([
  ["an engine", redisEngine],
  ["a store", redisThreadStore],
])("%s in Redis", (_, make) => {
  test.each([
    ["connection", { connection: "" }],
    ["connection", { connection: 6379 as unknown as string }],
    ["connection", { connection: null as unknown as string }],
    ["prefix", { connection, prefix: "" }],
    ["prefix", { connection, prefix: "a}b" }],
    ["prefix", { connection, prefix: "{" }],
    ["prefix", { connection, prefix: "x".repeat(101) }],
    ["timeoutMs", { connection, timeoutMs: 0 }],
    ["timeoutMs", { connection, timeoutMs: Number.NaN }],
    ["timeoutMs", { connection, timeoutMs: 2 ** 31 }],
  ])("refuses a %s that can't be right", (name, options) => {
    const refused = expect.objectContaining({ code: "OPTIONS_INVALID" });
    expect(() => make(options)).toThrow(refused);
    expect(() => make(options)).toThrow(new RegExp(`^${name} `));
    expect(() => make(options)).not.toThrow(/secret/);
  });

  test("connects to nothing before it is used", async () => {
    await make({ connection }).close();
  });
});
