import { memoryThreadStore } from "codex-app-server-sdk/store";
import { describe } from "vitest";
import { memoryEngine } from "../../src/index.js";
import { fleetCases } from "./fleet-cases.js";

describe("in one process", () => {
  fleetCases(async () => ({ engine: memoryEngine(), store: memoryThreadStore() }));
});
