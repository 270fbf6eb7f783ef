import { expect } from "vitest";
import { message } from "../../src/testing/index.js";
import { startCodex } from "../e2e/start-codex.js";

/**
 * Runs a turn on each of `count` threads at the same time. Each stream must contain its own turn
 * only.
 */
export async function runConcurrentThreads(count: number): Promise<void> {
  const { codex, model } = await startCodex();
  model.respondWith(({ userText }) => message(["answer to ", String(userText)]));
  const threads = await Promise.all(Array.from({ length: count }, () => codex.threadStart()));

  const streamed = await Promise.all(
    threads.map(async (thread, index) => {
      const turn = await thread.turn(`question ${index}`);
      const ids = new Set<unknown>();
      for await (const { params } of turn.stream()) {
        ids.add((params as { threadId?: unknown } | undefined)?.threadId);
      }
      return { ids: [...ids], text: (await turn.result()).finalResponse };
    }),
  );

  expect(streamed).toEqual(
    threads.map(({ id }, index) => ({ ids: [id], text: `answer to question ${index}` })),
  );
}
