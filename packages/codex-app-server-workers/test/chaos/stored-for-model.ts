import { Codex } from "codex-app-server-sdk";
import type { ThreadStore } from "codex-app-server-sdk/store";
import { createTestHome, MockResponsesServer, message } from "codex-app-server-sdk/testing";
import { ranIn, saidIn } from "./said-in.js";

/** What is stored of a thread. */
export interface StoredConversation {
  readonly said: readonly string[];
  /** The ids of the calls of commands that ran. */
  readonly ran: readonly string[];
}

/**
 * What is stored of each thread, as the model is told it by a machine that comes later. (A list of
 * its turns there would lack those from before a revert.) Nothing is saved.
 */
export async function storedForModel(store: ThreadStore): Promise<Map<string, StoredConversation>> {
  await using model = await MockResponsesServer.start();
  model.respondWith(() => message("It was this."));
  await using home = await createTestHome({ responses: model });
  const unchanged: ThreadStore = {
    load: (threadId) => store.load(threadId),
    save: async () => {},
    list: () => store.list(),
    delete: async () => {},
  };
  await using codex = new Codex({ ...home.options, threadStore: unchanged });
  const stored = new Map<string, StoredConversation>();
  for await (const { threadId } of store.list()) {
    const thread = await codex.threadResume(threadId);
    await thread.run("What was said?");
    const request = await model.nextRequest();
    stored.set(threadId, { said: saidIn(request).slice(0, -1), ran: ranIn(request) });
    await thread.unsubscribe();
  }
  return stored;
}
