import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { InvalidRequestError, TurnInterruptedError } from "../../src/index.js";
import { createGate, message } from "../../src/testing/index.js";
import { collect } from "../support/collect.js";
import { startCodex } from "./start-codex.js";
import { storedThread } from "./stored-thread.js";

const ids = (threads: readonly wire.Thread[]): string[] => threads.map(({ id }) => id);

describe("threadList", () => {
  test("awaited is the first page, iterated is every thread once", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("ok"));
    const started: string[] = [];
    for (let count = 0; count < 3; count++) started.push((await storedThread(codex)).thread.id);
    const newestFirst = started.reverse();

    const page = await codex.threadList({ limit: 2 });
    const all = await collect(codex.threadList({ limit: 2 }));
    const second = await codex.threadList({ limit: 2, cursor: page.nextCursor });

    expect(ids(page.data)).toEqual(newestFirst.slice(0, 2));
    expect(ids(all)).toEqual(newestFirst);
    expect(ids(second.data)).toEqual(newestFirst.slice(2));
    expect(second.nextCursor).toBeNull();
  });

  test("iterated from a cursor goes on from there to the end", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("ok"));
    const started: string[] = [];
    for (let count = 0; count < 3; count++) started.push((await storedThread(codex)).thread.id);
    const { nextCursor } = await codex.threadList({ limit: 1 });

    const rest = await collect(codex.threadList({ limit: 1, cursor: nextCursor }));

    expect(ids(rest)).toEqual(started.reverse().slice(1));
  });

  test("applies its filters", async () => {
    const { codex, model, home } = await startCodex();
    model.respondWith(() => message("ok"));
    const { thread } = await storedThread(codex);
    const elsewhere = await storedThread(codex, { cwd: home.home });

    expect(ids(await collect(codex.threadList({ cwd: home.home })))).toEqual([elsewhere.thread.id]);
    expect(ids(await collect(codex.threadList({ searchTerm: thread.id })))).toEqual([thread.id]);
    expect(await collect(codex.threadList({ modelProviders: ["other"] }))).toEqual([]);
    const oldestFirst = await collect(codex.threadList({ sortDirection: "asc" }));
    expect(ids(oldestFirst)).toEqual([thread.id, elsewhere.thread.id]);
  });
});

describe("an archived thread", () => {
  test("is listed separately, accepts no turn, and is back after threadUnarchive", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("ok"));
    const { thread } = await storedThread(codex);

    await codex.threadArchive(thread.id);
    const listed = ids((await codex.threadList()).data);
    const archived = ids((await codex.threadList({ archived: true })).data);
    const refused = await thread.run("Go").catch((reason: unknown) => reason);
    const resuming = await codex.threadResume(thread.id).catch((reason: unknown) => reason);
    const back = await codex.threadUnarchive(thread.id);

    expect(listed).not.toContain(thread.id);
    expect(archived).toContain(thread.id);
    expect(refused).toBeInstanceOf(InvalidRequestError);
    expect((resuming as Error).message).toContain("archived");
    expect(back.id).toBe(thread.id);
    expect((await back.run("Go")).finalResponse).toBe("ok");
    expect((await thread.run("Go")).finalResponse).toBe("ok");
  });

  test.each(["threadArchive", "threadDelete"] as const)(
    "%s ends a running turn as interrupted",
    async (method) => {
      const { codex, model } = await startCodex();
      const gate = createGate();
      model.respond(message("ok")).respond(message(["a", gate]));
      const { thread } = await storedThread(codex);
      const running = thread.run("Go");
      running.catch(() => {});
      await gate.reached;

      await codex[method](thread.id);

      await expect(running).rejects.toBeInstanceOf(TurnInterruptedError);
    },
  );
});

describe("a deleted thread", () => {
  test("is gone from the list and can't be resumed", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("ok"));
    const { thread } = await storedThread(codex);

    await codex.threadDelete(thread.id);

    expect(ids((await codex.threadList()).data)).not.toContain(thread.id);
    await expect(codex.threadResume(thread.id)).rejects.toThrow(thread.id);
    await expect(thread.run("Go")).rejects.toBeInstanceOf(InvalidRequestError);
    expect((await codex.threadStart()).id).not.toBe(thread.id);
  });
});
