import { httpError } from "../../../../../packages/codex-app-server-sdk/src/testing/index.js";
import { runTurn } from "./run-turn.js";
import type { Stage } from "./stage.js";
import { startThread } from "./start-thread.js";

/** Runs turns that fail because the model answers with an error, on a separate thread. */
export async function runBadTurns(stage: Stage): Promise<void> {
  const threadId = await startThread(stage);
  for (const [status, code] of [
    [429, "usage_limit_reached"],
    [400, "context_length_exceeded"],
  ] as const) {
    stage.model.respond(httpError(status, { code }));
    await runTurn(stage, threadId, `Fail with ${status}`);
  }
  stage.model.respondWith(() => httpError(500));
  await runTurn(stage, threadId, "Fail with 500");
  stage.model.respondWith(() => undefined);
}
