import type { BenchThread, Contestant, ContestantSettings } from "./contestant.js";

/** The official SDK. It starts a process for each turn, and its text arrives in one piece. */
export async function openCodexSdk(settings: ContestantSettings): Promise<Contestant> {
  const { codexPath: codexPathOverride, env, cwd: workingDirectory } = settings;
  const { Codex } = await import("@openai/codex-sdk");
  const codex = new Codex({ codexPathOverride, env });
  const startThread = async (): Promise<BenchThread> => {
    const thread = codex.startThread({ workingDirectory, skipGitRepoCheck: true });
    const runTurn: BenchThread["runTurn"] = async (text, onText) => {
      let whole = "";
      const { events } = await thread.runStreamed(text);
      for await (const event of events) {
        if (event.type === "turn.failed") throw new Error(event.error.message);
        if (event.type !== "item.completed" || event.item.type !== "agent_message") continue;
        whole = event.item.text;
        onText(whole);
      }
      return whole;
    };
    return { runTurn };
  };
  return { startThread, close: async () => {} };
}
