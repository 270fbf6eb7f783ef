import { join } from "node:path";
import type { Stage } from "./stage.js";

/** Reads and changes what can be read and changed of a thread after its turns. */
export async function askAboutThread({ server, cwd }: Stage, threadId: string): Promise<void> {
  const read = await server.request("thread/read", { threadId, includeTurns: true });
  const turnId = (read.result as { thread: { turns: { id: string }[] } }).thread.turns[0]?.id ?? "";
  await server.request("thread/turns/list", { threadId, limit: 3, itemsView: "full" });
  await server.request("thread/items/list", { threadId });
  await server.request("thread/items/read", { threadId, turnId, itemIds: ["none"] });
  await server.request("thread/timeline/list", { threadId });
  await server.request("thread/list", { limit: 5, sourceKinds: ["appServer", "vscode"] });
  await server.request("thread/loaded/list", {});
  await server.request("thread/search", { searchTerm: "hello" });
  await server.request("thread/searchOccurrences", { threadId, searchTerm: "hello" });
  await server.request("thread/name/set", { threadId, name: "Recorded" });
  await server.request("thread/goal/set", { threadId, objective: "Wait", status: "paused" });
  await server.request("thread/goal/get", { threadId });
  await server.request("thread/goal/clear", { threadId });
  await server.request("thread/metadata/update", { threadId, gitInfo: { branch: "main" } });
  await server.request("thread/memoryMode/set", { threadId, mode: "disabled" });
  await server.request("thread/settings/update", { threadId, effort: "high", summary: "concise" });
  await server.request("thread/backgroundTerminals/list", { threadId });
  await server.request("thread/backgroundTerminals/clean", { threadId });
  await server.request("thread/attachment/list", { threadId });
  await server.request("thread/queue/list", { threadId });
  await server.request("thread/inject_items", {
    threadId,
    items: [{ type: "message", role: "user", content: [{ type: "input_text", text: "Injected" }] }],
  });
  await server.request("hooks/list", { threadId });
  await server.request("feedback/save", {
    savePath: join(cwd, "feedback.zip"),
    classification: "bug",
    threadId,
  });
}
