import type { Contestant, ContestantSettings } from "./contestant.js";
import { type LanguageModel, threadOf } from "./language-model.js";

/** What is used of `ai-sdk-provider-codex-cli`, which is not installed in the workspace. */
interface Library {
  createCodexAppServer(options: { defaultSettings: object }): Provider;
}

interface Provider {
  (modelId: string, settings?: object): LanguageModel;
  close(): Promise<void>;
}

const library: string = "ai-sdk-provider-codex-cli";

/** One server for all threads, as its documentation recommends. */
export async function openCliProvider(settings: ContestantSettings): Promise<Contestant> {
  const { createCodexAppServer } = (await import(library)) as Library;
  const { codexPath, env, cwd } = settings;
  const defaultSettings = { codexPath, env, cwd, threadMode: "persistent", logger: false };
  const provider = createCodexAppServer({ defaultSettings });
  return {
    // Models with the same settings share a thread. The function makes each of them another.
    startThread: async () => threadOf(provider("gpt-5.5", { onSessionCreated: () => {} })),
    close: () => provider.close(),
  };
}
