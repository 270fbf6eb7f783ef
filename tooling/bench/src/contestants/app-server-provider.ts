import type { BenchThread, Contestant, ContestantSettings } from "./contestant.js";
import { type LanguageModel, threadOf } from "./language-model.js";

/** What is used of `ai-sdk-provider-codex-app-server`, which is not installed in the workspace. */
interface Library {
  createCodexAppServer(options: {
    defaultSettings: object;
  }): (modelId: string) => LanguageModel & { dispose(): void };
}

const library: string = "ai-sdk-provider-codex-app-server";

/** A model keeps one thread, so each thread has a model, and with it a server. */
export async function openAppServerProvider(settings: ContestantSettings): Promise<Contestant> {
  const { createCodexAppServer } = (await import(library)) as Library;
  const { codexPath, env, cwd } = settings;
  const provider = createCodexAppServer({
    defaultSettings: { codexPath, env, cwd, threadMode: "persistent", logger: false },
  });
  const models: { dispose(): void }[] = [];
  return {
    async startThread(): Promise<BenchThread> {
      const model = provider("gpt-5.5");
      models.push(model);
      return threadOf(model);
    },
    async close(): Promise<void> {
      for (const model of models) model.dispose();
    },
  };
}
