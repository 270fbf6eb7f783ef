// A chat in the terminal. Ctrl-C interrupts a turn, Ctrl-D ends the chat.
import { createInterface } from "node:readline";
import { Codex, type Thread } from "codex-app-server-sdk";

const codex = new Codex();
try {
  await chat(await codex.threadStart({ sandbox: "read-only" }));
} finally {
  await codex.close();
}

async function chat(thread: Thread): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  process.stdout.write("> ");
  for await (const line of terminal) {
    const abort = new AbortController();
    const interrupt = (): void => abort.abort(new Error("interrupted"));
    terminal.once("SIGINT", interrupt);
    if (line.trim() !== "") await answer(thread, line, abort.signal);
    terminal.off("SIGINT", interrupt);
    process.stdout.write("> ");
  }
}

async function answer(thread: Thread, line: string, signal: AbortSignal): Promise<void> {
  const turn = await thread.turn(line, { signal });
  try {
    for await (const text of turn.textStream()) process.stdout.write(text);
    await turn.result();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  process.stdout.write("\n");
}
