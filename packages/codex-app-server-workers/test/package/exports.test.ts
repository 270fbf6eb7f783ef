import { describe, expect, test } from "vitest";
import * as index from "../../src/index.js";
import * as redis from "../../src/redis/index.js";

const namesOf = (entry: object): string[] => Object.keys(entry).sort();

/** A new name needs a reason and documentation; removing one is a breaking change. */
describe("the values that are exported by", () => {
  test("codex-app-server-workers", () => {
    expect(namesOf(index)).toEqual([
      "ApprovalOverError",
      "ApprovalUnansweredError",
      "EngineError",
      "EventsTrimmedError",
      "FleetError",
      "FleetThread",
      "FleetTurn",
      "LeaseLostError",
      "MailboxFullError",
      "SteerRefusedError",
      "TurnCancelledError",
      "TurnNotRunError",
      "TurnOverError",
      "TurnUnknownError",
      "Worker",
      "WorkerClosedError",
      "createFleet",
      "createWorker",
      "memoryEngine",
    ]);
  });

  test("codex-app-server-workers/redis", () => {
    expect(namesOf(redis)).toEqual(["redisEngine", "redisThreadStore"]);
  });
});
