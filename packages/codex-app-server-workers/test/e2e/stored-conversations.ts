import { Codex } from "codex-app-server-sdk";
import type { ThreadStore } from "codex-app-server-sdk/store";
import { createTestHome, type MockResponsesServer } from "codex-app-server-sdk/testing";
import { onTestFinished } from "vitest";

/** What was said in each stored conversation, as a machine that comes later sees it. */
export async function storedConversations(
  store: ThreadStore,
  model: MockResponsesServer,
): Promise<string[][]> {
  const home = await createTestHome({ responses: model });
  onTestFinished(() => home.dispose());
  const codex = new Codex({ ...home.options, threadStore: store });
  onTestFinished(() => codex.close());
  const conversations: string[][] = [];
  for await (const { threadId } of store.list()) {
    const thread = await codex.threadResume(threadId);
    const texts: string[] = [];
    for await (const { items } of thread.turns({ sortDirection: "asc", itemsView: "full" })) {
      for (const item of items) {
        if (item.type === "agentMessage") texts.push(item.text);
        if (item.type !== "userMessage") continue;
        for (const input of item.content) if (input.type === "text") texts.push(input.text);
      }
    }
    conversations.push(texts);
  }
  return conversations;
}
