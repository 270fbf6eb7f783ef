// Commands in another process, which may be on another machine: `codex exec-server`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Codex } from "codex-app-server-sdk";
import { bundledCodexPath } from "openai-codex-cli-bin";

const hands = spawn(bundledCodexPath(), ["exec-server", "--listen", "ws://127.0.0.1:0"], {
  env: { ...process.env, PLACE: "over there" },
  stdio: ["ignore", "pipe", "ignore"],
});
const codex = new Codex();
try {
  const [execServerUrl] = await once(createInterface({ input: hands.stdout }), "line");
  const environmentId = "hands";
  await codex.request("environment/add", { environmentId, execServerUrl });
  await codex.request("environment/info", { environmentId }); // Waits for the connection.
  console.log((await codex.request("environment/status", { environmentId })).status);

  const environments = [{ environmentId, cwd: process.cwd() }];
  const thread = await codex.threadStart({ environments, sandbox: "full-access" });
  const { items } = await thread.run("Print the variable PLACE.");
  for (const item of items) {
    if (item.type === "commandExecution") console.log(item.aggregatedOutput?.trim());
  }
} finally {
  await codex.close();
  const ended = once(hands, "exit");
  hands.kill(); // This process alone, by its id.
  await ended;
}
