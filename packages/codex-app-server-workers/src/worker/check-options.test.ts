import { memoryThreadStore } from "codex-app-server-sdk/store";
import { expect, test } from "vitest";
import { memoryEngine } from "../memory/memory-engine.js";
import { checkOptions } from "./check-options.js";
import type { WorkerOptions } from "./worker-options.js";

const right = { engine: memoryEngine(), store: memoryThreadStore() };

test.each<[Partial<Record<keyof WorkerOptions, unknown>>, string]>([
  [{ engine: undefined }, "needs an option engine, not undefined"],
  [{ store: null }, "needs an option store, not null"],
  [{ maxTurns: 0 }, "maxTurns must be a number of at least 1, not 0"],
  [{ maxFailures: Number.NaN }, "maxFailures must be a number of at least 1, not NaN"],
  [{ approvalMs: 2 ** 31 }, "approvalMs must be a number of 0 to 2147483647, not 2147483648"],
  [{ drainMs: "5" }, "drainMs must be a number of 0 to 2147483647, not 5"],
])("refuses %j", (wrong, text) => {
  const options = { ...right, ...wrong } as WorkerOptions;
  expect(() => checkOptions(options)).toThrow(text);
});

test("takes what is right", () => {
  checkOptions({ ...right, maxTurns: 1, maxFailures: 1, drainMs: 0 });
});
