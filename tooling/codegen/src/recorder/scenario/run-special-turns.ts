import { message } from "../../../../../packages/codex-app-server-sdk/src/testing/index.js";
import type { Stage } from "./stage.js";

/** Runs turns that start without `turn/start`: a review, a compaction and a shell command. */
export async function runSpecialTurns(stage: Stage, threadId: string): Promise<void> {
  await review(stage, threadId);
  await compact(stage, threadId);
  await runShellCommand(stage, threadId);
}

async function review({ server, model }: Stage, threadId: string): Promise<void> {
  model.respond(
    message(
      '{"findings":[],"overall_correctness":"fine","overall_explanation":"ok","overall_confidence_score":1}',
    ),
  );
  const reviewed = server.notified("turn/completed");
  await server.request("review/start", {
    threadId,
    target: { type: "custom", instructions: "Check" },
  });
  await reviewed;
}

async function compact({ server, model }: Stage, threadId: string): Promise<void> {
  model.respond(message("A summary."));
  const compacted = server.notified("turn/completed");
  await server.request("thread/compact/start", { threadId });
  await compacted;
}

async function runShellCommand({ server }: Stage, threadId: string): Promise<void> {
  const ran = server.notified("turn/completed");
  await server.request("thread/shellCommand", { threadId, command: "echo shell" });
  await ran;
}
