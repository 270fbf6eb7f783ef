import { setTimeout as delay } from "node:timers/promises";
import { Codex } from "codex-app-server-sdk";
import {
  createGate,
  createTestHome,
  functionCall,
  type Gate,
  MockResponsesServer,
  message,
  usage,
} from "codex-app-server-sdk/testing";
import { showTurn } from "./show-turn.js";

const command = "echo Hello from a real shell";

/** Runs a turn of the real app-server with a model that this process plays. */
export async function runOfflineTurn(): Promise<number> {
  const model = await MockResponsesServer.start();
  const home = await createTestHome({ responses: model });
  const codex = new Codex({
    inheritEnv: false,
    env: home.env,
    cwd: home.cwd,
    handlers: {
      commandApproval: (params) => {
        console.log(`approve? ${params.command ?? command}`);
        console.log("approve? yes: the demo accepts its one harmless command");
        return { decision: "accept" };
      },
    },
  });
  try {
    scriptModel(model);
    const { serverVersion } = await codex.start();
    console.log(`server   codex app-server ${serverVersion}, process ${codex.pid}`);
    const thread = await codex.threadStart({ approvalPolicy: "untrusted", sandbox: "read-only" });
    const { items } = await showTurn(thread, "Say hello from a shell.");
    const ran = items.find((item) => item.type === "commandExecution");
    return ran?.exitCode === 0 ? 0 : 1;
  } finally {
    await codex.close();
    await model.close();
    await home.dispose();
  }
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
