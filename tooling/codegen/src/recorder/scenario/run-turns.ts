import {
  functionCall,
  message,
  reasoning,
} from "../../../../../packages/codex-app-server-sdk/src/testing/index.js";
import { runTurn } from "./run-turn.js";
import type { Stage } from "./stage.js";

/** Runs turns in which the model answers in words, or calls each tool that is available here. */
export async function runTurns(stage: Stage, threadId: string): Promise<void> {
  await talk(stage, threadId);
  await runCommand(stage, threadId);
  await makePlan(stage, threadId);
  await patchFile(stage, threadId);
  if (stage.experimental) {
    await callDynamicTool(stage, threadId);
  }
}

async function talk(stage: Stage, threadId: string): Promise<void> {
  stage.model.respond(reasoning("Thinking", { content: "deeply" }), message(["Hel", "lo"]));
  await runTurn(stage, threadId, "Say hello");
}

async function runCommand(stage: Stage, threadId: string): Promise<void> {
  stage.model.respond(functionCall("exec_command", { cmd: "touch made.txt" }));
  stage.model.respond(message("Made.", { phase: "final_answer" }));
  await runTurn(stage, threadId, "Make a file");
}

async function makePlan(stage: Stage, threadId: string): Promise<void> {
  const plan = [
    { step: "Look", status: "completed" },
    { step: "Leap", status: "pending" },
  ];
  stage.model.respond(functionCall("update_plan", { explanation: "How", plan }));
  stage.model.respond(message("Planned."));
  await runTurn(stage, threadId, "Plan");
}

async function patchFile(stage: Stage, threadId: string): Promise<void> {
  const patch = "*** Begin Patch\n*** Add File: new.txt\n+new\n*** End Patch";
  stage.model.respond(functionCall("exec_command", { cmd: `apply_patch <<'EOF'\n${patch}\nEOF` }));
  stage.model.respond(message("Patched."));
  await runTurn(stage, threadId, "Patch");
}

/** Calls the tool that `startThread` defined for the thread. */
async function callDynamicTool(stage: Stage, threadId: string): Promise<void> {
  stage.model.respond(functionCall("add", {}));
  stage.model.respond(message("Four."));
  await runTurn(stage, threadId, "Add");
}
