import { describe, expect, test } from "vitest";
import { memoryEngine } from "../../src/index.js";
import { engineCases } from "./engine-cases.js";

describe("the engine in memory", () => {
  engineCases(async (limits) => memoryEngine(limits));

  test.each([0, -1, 1.5, Number.NaN, 2 ** 31])("refuses leases of %d ms", (leaseMs) => {
    expect(() => memoryEngine({ leaseMs })).toThrow(/^leaseMs must be a whole number/);
  });
});
