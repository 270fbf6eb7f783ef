import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Codex } from "../../src/index.js";
import { ThreadNotFoundError } from "../../src/index.js";
import { message } from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

const input = [{ type: "text" as const, text: "Hello", text_elements: [] }];

/** What can be asked about a thread. */
const requests: Record<string, (codex: Codex, threadId: string) => Promise<unknown>> = {
  threadResume: (codex, threadId) => codex.threadResume(threadId),
  threadFork: (codex, threadId) => codex.threadFork(threadId),
  threadArchive: (codex, threadId) => codex.threadArchive(threadId),
  threadUnarchive: (codex, threadId) => codex.threadUnarchive(threadId),
  threadDelete: (codex, threadId) => codex.threadDelete(threadId),
  "thread/read": (codex, threadId) => codex.request("thread/read", { threadId }),
  "thread/read with turns": (codex, threadId) =>
    codex.request("thread/read", { threadId, includeTurns: true }),
  "thread/name/set": (codex, threadId) => codex.request("thread/name/set", { threadId, name: "n" }),
  "thread/turns/list": (codex, threadId) => codex.request("thread/turns/list", { threadId }),
  "thread/queue/list": (codex, threadId) => codex.request("thread/queue/list", { threadId }),
  "thread/compact/start": (codex, threadId) => codex.request("thread/compact/start", { threadId }),
  "thread/backgroundTerminals/list": (codex, threadId) =>
    codex.request("thread/backgroundTerminals/list", { threadId }),
  "turn/start": (codex, threadId) => codex.request("turn/start", { threadId, input }),
  "turn/interrupt": (codex, threadId) => codex.request("turn/interrupt", { threadId, turnId: "" }),
};

describe("a thread that does not exist is said to be unknown by", () => {
  test.each(Object.keys(requests))("%s", async (name) => {
    const { codex } = await startCodex();
    const threadId = randomUUID();

    const error = await requests[name]?.(codex, threadId).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(ThreadNotFoundError);
    expect(error).toMatchObject({ code: "THREAD_NOT_FOUND", threadId });
  });
});

test("a thread that was deleted is unknown to every view of it", async () => {
  const { codex, model } = await startCodex();
  model.respondWith(() => message("ok"));
  const thread = await codex.threadStart();
  await thread.run("Hello");
  const view = await codex.threadResume(thread.id);

  await codex.threadDelete(thread.id);

  await expect(thread.run("Again")).rejects.toBeInstanceOf(ThreadNotFoundError);
  await expect(view.read()).rejects.toBeInstanceOf(ThreadNotFoundError);
  await expect(codex.threadResume(thread.id)).rejects.toBeInstanceOf(ThreadNotFoundError);
});
