import { memoryThreadStore } from "codex-app-server-sdk/store";
import { createGate, message } from "codex-app-server-sdk/testing";
import { expect, test } from "vitest";
import { type Engine, LeaseLostError, memoryEngine } from "../../src/index.js";
import { withMethods } from "../support/with-methods.js";
import { acceptAll, asking, respondWithCommand } from "./approved-command.js";
import { startFleet } from "./start-fleet.js";
import { storedConversations } from "./stored-conversations.js";

/** An engine in which the first lease is lost as soon as it is renewed after `isDue`. */
function losingFirstLease(isDue: () => boolean): Engine {
  const engine = memoryEngine({ leaseMs: 300 });
  const renew: Engine["renew"] = async (lease) => {
    if (lease.token > 1 || !isDue()) return engine.renew(lease);
    await engine.release(lease);
    throw new LeaseLostError(lease.threadId, lease.token);
  };
  return withMethods(engine, { renew });
}

test("a worker that loses a thread and gets it again goes on with it as another one would", async () => {
  const gate = createGate();
  let isRunning = false;
  void gate.reached.then(() => {
    isRunning = true;
  });
  const [engine, store] = [losingFirstLease(() => isRunning), memoryThreadStore()];
  const { fleet, model, start } = await startFleet({ engine, store });
  model.respond(message(["broken-off", gate]));
  respondWithCommand(model);
  await start({ thread: asking });
  const thread = fleet.thread("t");
  const turn = await thread.turn("Make the file");
  await acceptAll(thread, turn);

  const { items, finalResponse } = await turn.result();
  expect(finalResponse).toBe("done");
  const commands = items.filter(({ type }) => type === "commandExecution");
  expect(commands).toMatchObject([{ status: "completed", exitCode: 0 }]);
  const seen = JSON.stringify(model.requests.at(-1)?.input);
  expect(seen.split('"Make the file"')).toHaveLength(2);
  expect(await storedConversations(store, model)).toEqual([["Make the file", "done"]]);
});
