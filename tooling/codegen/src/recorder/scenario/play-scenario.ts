import { askAboutThread } from "./ask-about-thread.js";
import { askGlobally } from "./ask-globally.js";
import { changeThreads } from "./change-threads.js";
import { interruptTurn } from "./interrupt-turn.js";
import { runBadTurns } from "./run-bad-turns.js";
import { runSpecialTurns } from "./run-special-turns.js";
import { runTurns } from "./run-turns.js";
import type { Stage } from "./stage.js";
import { startThread } from "./start-thread.js";
import { useAccount } from "./use-account.js";
import { useFiles } from "./use-files.js";
import { useProcesses } from "./use-processes.js";

/** Makes the server do everything that needs no account and no network. */
export async function playScenario(stage: Stage): Promise<void> {
  const { server, experimental } = stage;
  await server.request("initialize", {
    clientInfo: { name: "recorder", title: null, version: "1.0.0" },
    capabilities: experimental ? { experimentalApi: true } : null,
  });
  server.notify("initialized");
  await askGlobally(stage);
  await useFiles(stage);
  await useProcesses(stage);
  const threadId = await startThread(stage);
  await runTurns(stage, threadId);
  await interruptTurn(stage, threadId);
  await runSpecialTurns(stage, threadId);
  await askAboutThread(stage, threadId);
  await runBadTurns(stage);
  await changeThreads(stage, threadId);
  await useAccount(stage);
}
