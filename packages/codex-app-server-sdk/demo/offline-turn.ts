import { setTimeout as delay } from "node:timers/promises";
import type * as wire from "codex-app-server-sdk/protocol";
import {
  createGate,
  functionCall,
  type Gate,
  type MockResponsesServer,
  message,
  testCodex,
  usage,
} from "codex-app-server-sdk/testing";
import { showTurn } from "./show-turn.js";

const command = "echo Hello from a real shell";

/** Runs a turn of the real app-server with a model that this process plays. */
export async function runOfflineTurn(): Promise<number> {
  const { codex, model, dispose } = await testCodex({ codex: { handlers: { commandApproval } } });
  try {
    scriptModel(model);
    const { serverVersion } = await codex.start();
    console.log(`server   codex app-server ${serverVersion}, process ${codex.pid}`);
    const thread = await codex.threadStart({ approvalPolicy: "untrusted", sandbox: "read-only" });
    const { items } = await showTurn(thread, "Say hello from a shell.");
    const ran = items.find((item) => item.type === "commandExecution");
    return ran?.exitCode === 0 ? 0 : 1;
  } finally {
    await dispose();
  }
}

function commandApproval(
  params: wire.CommandExecutionRequestApprovalParams,
): wire.CommandExecutionRequestApprovalResponse {
  console.log(`approve? ${params.command ?? command}`);
  console.log("approve? yes: the demo accepts its one harmless command");
  return { decision: "accept" };
}

function scriptModel(model: MockResponsesServer): void {
  const words = "The command ran in a real shell, and this answer reached you word by word."
    .split(/(?<= )/)
    .flatMap((word) => [word, createGate()]);
  model.respond(
    message("I will ask a shell to say hello.", { phase: "commentary" }),
    functionCall("exec_command", { cmd: command }),
    usage({ inputTokens: 1_200, outputTokens: 30 }),
  );
  model.respond(
    message(words, { phase: "final_answer" }),
    usage({ inputTokens: 1_260, outputTokens: 18 }),
  );
  void openSlowly(words.filter((part) => typeof part !== "string"));
}

/** Opens the gates slowly, like a model that takes its time. */
async function openSlowly(gates: readonly Gate[]): Promise<void> {
  for (const gate of gates) {
    await gate.reached;
    await delay(40);
    gate.open();
  }
}
