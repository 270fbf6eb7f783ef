import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { memoryThreadStore } from "../../src/store/index.js";
import { ask, goOnElsewhere, seenBy, startConversation } from "./start-conversation.js";

describe("a thread that is kept in a store", () => {
  test("may be a fork, with what it goes on from", async () => {
    const { machines, model, a, thread } = await startConversation();
    const fork = await a.codex.threadFork(thread.id);
    await ask(model, thread, "other");
    await ask(model, fork, "two");
    await fork.saved();
    await goOnElsewhere(machines, fork, "three");

    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
    // What the parent has got since is the parent's, and comes with it.
    const c = await machines.start();
    await c.codex.threadResume(fork.id);
    await ask(model, await c.codex.threadResume(thread.id), "four");
    expect(seenBy(model)).toBe("q-one a-one q-other a-other q-four");
  });

  test("can be forked elsewhere, and stays whose it is", async () => {
    const { machines, model, thread } = await startConversation();
    await thread.saved();
    const b = await machines.start();
    await ask(model, await b.codex.threadFork(thread.id), "two");

    expect(seenBy(model)).toBe("q-one a-one q-two");
    await ask(model, thread, "three");
    await expect(thread.saved()).resolves.toBeUndefined();
  });

  test("may have been reverted, and shortened", async () => {
    const { machines, model, a, thread } = await startConversation();
    for (const name of ["two", "three"]) await ask(model, thread, name);
    await thread.saved();
    const before = await machines.start();
    await before.codex.threadResume(thread.id);
    await before.codex.close();
    const mine = await a.codex.threadResume(thread.id);
    const turns = await mine.turns({ sortDirection: "asc" });
    await mine.revert({ beforeTurnId: turns.data[1]?.id ?? "" });
    await ask(model, mine, "four");
    await mine.saved();
    const b = await machines.start();
    await ask(model, await b.codex.threadResume(thread.id), "five");
    expect(seenBy(model)).toBe("q-one a-one q-four a-four q-five");
    await b.codex.close();

    const again = machines.startAgain(before);
    await ask(model, await again.codex.threadResume(thread.id), "six");
    expect(seenBy(model)).toBe("q-one a-one q-four a-four q-five a-five q-six");
  });

  test("may be archived, and is taken out of the archive elsewhere", async () => {
    const store = memoryThreadStore();
    const { machines, model, a, thread } = await startConversation(store);
    await a.codex.threadArchive(thread.id);
    await a.codex.close();
    const stored = await store.load(thread.id);
    expect(stored?.isArchived).toBe(true);
    expect(stored?.files.map(({ path }) => dirname(path))).toEqual(["archived_sessions"]);

    const b = await machines.start();
    await expect(b.codex.threadResume(thread.id)).rejects.toThrow("archived");
    const there = await b.codex.threadUnarchive(thread.id);
    await ask(model, there, "two");
    await there.saved();
    expect(seenBy(model)).toBe("q-one a-one q-two");
    expect((await store.load(thread.id))?.isArchived).toBe(false);
  });
});
