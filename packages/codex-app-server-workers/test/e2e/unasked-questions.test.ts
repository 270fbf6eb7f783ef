import { memoryThreadStore } from "codex-app-server-sdk/store";
import { expect, test } from "vitest";
import { ApprovalOverError, type Engine, EngineError, memoryEngine } from "../../src/index.js";
import { withMethods } from "../support/with-methods.js";
import { acceptAll, asking, respondWithCommand } from "./approved-command.js";
import { startFleet } from "./start-fleet.js";

/** An engine in which the first question ends without an answer, for this reason. */
function losingOneQuestion(reason: Error): Engine {
  const engine = memoryEngine();
  let isLost = false;
  const ask: Engine["ask"] = async (lease, approval, wait) => {
    if (isLost) return engine.ask(lease, approval, wait);
    isLost = true;
    throw reason;
  };
  return withMethods(engine, { ask });
}

test.each([
  ["the engine is gone", new EngineError("unreachable", "Redis gave no answer.")],
  ["its lease is lost", new ApprovalOverError("t", "q")],
])("what nobody was asked is not declined, but asked by another attempt: %s", async (_, reason) => {
  const engine = losingOneQuestion(reason);
  const { fleet, model, start } = await startFleet({ engine, store: memoryThreadStore() });
  respondWithCommand(model);
  await start({ thread: asking });
  const thread = fleet.thread("t");
  const turn = await thread.turn("Make the file");
  await acceptAll(thread, turn);

  const { items } = await turn.result();
  const commands = items.filter(({ type }) => type === "commandExecution");
  expect(commands).toMatchObject([{ status: "completed", exitCode: 0 }]);
});
