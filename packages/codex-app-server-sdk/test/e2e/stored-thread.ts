import type * as wire from "codex-app-server-sdk/protocol";
import type { Codex, Thread, ThreadStartOptions } from "../../src/index.js";

/** Starts a thread and runs one turn, so that the server stores the thread. */
export async function storedThread(
  codex: Codex,
  options: ThreadStartOptions = {},
): Promise<{ thread: Thread; turn: wire.Turn }> {
  const thread = await codex.threadStart(options);
  const { turn } = await thread.run(`first of ${thread.id}`);
  return { thread, turn };
}
