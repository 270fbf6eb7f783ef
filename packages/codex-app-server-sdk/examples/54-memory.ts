// What the server remembers between threads: for which it does, how much, and how it forgets.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart();
  await codex.request("thread/memoryMode/set", { threadId: thread.id, mode: "disabled" });
  await thread.run("My password is hunter2. Don't write that down.");

  const { v2ConsolidatedThreads } = await codex.request("memory/status", {});
  console.log("threads that are remembered:", v2ConsolidatedThreads);
  await codex.request("memory/reset");
} finally {
  await codex.close();
}
