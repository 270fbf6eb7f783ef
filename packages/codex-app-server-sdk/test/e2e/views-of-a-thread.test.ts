import { describe, expect, test } from "vitest";
import type { Codex, Thread } from "../../src/index.js";
import { createGate, message } from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

async function twoViews(): Promise<{ codex: Codex; one: Thread; other: Thread }> {
  const { codex, model } = await startCodex();
  model.respondWith(() => message("heard"));
  const one = await codex.threadStart();
  await one.run("First");
  return { codex, one, other: await codex.threadResume(one.id) };
}

describe("two views of one thread", () => {
  test.each<[string, (codex: Codex, view: Thread) => unknown]>([
    ["through the other view", (_, view) => view.unsubscribe()],
    ["by a raw request", (codex, { id }) => codex.request("thread/unsubscribe", { threadId: id })],
    ["without waiting for it", (_, view) => void view.unsubscribe()],
  ])("agree when one is unsubscribed %s: the next turn is heard", async (_, unsubscribe) => {
    const { codex, one, other } = await twoViews();

    await unsubscribe(codex, other);

    expect((await one.run("Second")).finalResponse).toBe("heard");
    expect((await other.run("Third")).finalResponse).toBe("heard");
  });

  test("agree that a turn runs, and which", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message("first")).respond(message(["second", gate]));
    const one = await codex.threadStart();
    await one.run("First");
    const other = await codex.threadResume(one.id);

    const turn = await one.turn("Second");

    expect(other.currentTurn()?.id).toBe(turn.id);
    await expect(other.run("Mine")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    gate.open();
    expect(await other.currentTurn()?.result()).toMatchObject({ finalResponse: "second" });
    expect([one.currentTurn(), other.currentTurn()]).toEqual([null, null]);
  });
});

describe("a turn that a raw request has started", () => {
  test("keeps the thread busy, and is its current turn", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["raw", gate]));
    const thread = await codex.threadStart();
    const input = [{ type: "text" as const, text: "Go", text_elements: [] }];

    const { turn } = await codex.request("turn/start", { threadId: thread.id, input });

    await expect(thread.run("Mine")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    const current = thread.currentTurn();
    expect(current?.id).toBe(turn.id);
    gate.open();
    expect(await current?.result()).toMatchObject({ finalResponse: "raw" });
  });
});
