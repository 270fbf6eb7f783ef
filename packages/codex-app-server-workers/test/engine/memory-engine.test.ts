import { describe } from "vitest";
import { memoryEngine } from "../../src/index.js";
import { engineCases } from "./engine-cases.js";

describe("the engine in memory", () => {
  engineCases(async (limits) => memoryEngine(limits));
});
