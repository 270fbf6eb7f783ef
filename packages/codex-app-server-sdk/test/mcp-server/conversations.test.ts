import { expect, test } from "vitest";
import { Conversations, maxIdle } from "../../src/cli/mcp/conversations.js";
import type { ToolCall } from "../../src/cli/mcp/tool-call.js";
import { message } from "../../src/testing/index.js";
import { startCodex } from "../e2e/start-codex.js";

/** A call of a client that asks for nothing beside the result. */
function plainCall(): ToolCall {
  return {
    id: "1",
    signal: new AbortController().signal,
    progress: undefined,
    notes: [],
    threadId: undefined,
    canAsk: () => false,
    ask: () => Promise.reject(new Error("not asked for")),
  };
}

test("threads that are not used for long are left, and go on as they were", async () => {
  const left: unknown[] = [];
  const { codex, model, warnings } = await startCodex({
    codex: {
      trace: ({ direction, message: sent }) => {
        const { method, params } = sent as { method?: string; params?: { threadId?: string } };
        const isLeft = direction === "send" && method === "thread/unsubscribe";
        if (isLeft) left.push(params?.threadId);
      },
    },
  });
  model.respondWith(() => message("done"));
  const conversations = new Conversations(() => codex);
  const ids: (string | undefined)[] = [];
  for (let count = 0; count < maxIdle + 2; count += 1) {
    const call = plainCall();
    await conversations.start({ sandbox: "workspace-write" }, "Go", call);
    ids.push(call.threadId);
  }
  await expect.poll(() => left).toEqual(ids.slice(0, 2));

  const { finalResponse } = await conversations.reply(ids[0] ?? "", "Again", plainCall());

  expect(finalResponse).toBe("done");
  expect(model.requests.at(-1)?.userText).toBe("Again");
  expect(warnings).toEqual([]);
});
