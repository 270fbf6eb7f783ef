import {
  createGate,
  message,
} from "../../../../../packages/codex-app-server-sdk/src/testing/index.js";
import type { RawMessage } from "../raw-app-server.js";
import { turnParams } from "./run-turn.js";
import type { Stage } from "./stage.js";

/** Runs a turn that is steered with a wrong id, changed and interrupted while the model writes. */
export async function interruptTurn({ server, model }: Stage, threadId: string): Promise<void> {
  const gate = createGate();
  model.respond(message(["Wai", gate, "ting"]));
  const started = server.notified("turn/started");
  const completed = server.notified("turn/completed");
  const turnId = turnIdOf(await server.request("turn/start", turnParams(threadId, "Wait")));
  await started;
  await gate.reached;
  await server.request("turn/steer", {
    threadId,
    expectedTurnId: "019ab3c1-0000-7000-8000-000000000000",
    input: [{ type: "text", text: "No" }],
  });
  await server.request("turn/settings/update", { threadId, turnId, effort: "low" });
  await server.request("turn/interrupt", { threadId, turnId });
  gate.open();
  await completed;
}

function turnIdOf({ result }: RawMessage): string {
  return (result as { turn: { id: string } }).turn.id;
}
