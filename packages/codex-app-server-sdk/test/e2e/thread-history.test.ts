import { describe, expect, test } from "vitest";
import type { Codex, Thread, TraceEntry } from "../../src/index.js";
import { message } from "../../src/testing/index.js";
import { collect } from "../support/collect.js";
import { startCodex } from "./start-codex.js";
import { storedThread } from "./stored-thread.js";

/** Runs turns, one after the other. Returns their ids in that order. */
async function runTurns(codex: Codex, count: number): Promise<{ thread: Thread; ids: string[] }> {
  const { thread, turn } = await storedThread(codex);
  const ids = [turn.id];
  while (ids.length < count) ids.push((await thread.run(`turn ${ids.length}`)).turn.id);
  return { thread, ids };
}

describe("the history of a thread", () => {
  test("is empty before its first turn", async () => {
    const { codex } = await startCodex();
    const thread = await codex.threadStart();

    expect(await thread.turns()).toMatchObject({ data: [], nextCursor: null });
    expect(await collect(thread.turns({ limit: 1 }))).toEqual([]);
    expect(await collect(thread.items())).toEqual([]);
  });

  test("is read page by page, in either order, as a whole or from a cursor on", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(({ userText }) => message(`to ${String(userText)}`));
    const { thread, ids } = await runTurns(codex, 5);

    const newestFirst = await collect(thread.turns({ limit: 2 }));
    const oldestFirst = await collect(thread.turns({ limit: 2, sortDirection: "asc" }));
    const first = await thread.turns({ limit: 2, itemsView: "full" });
    const rest = await collect(thread.turns({ cursor: first.nextCursor }));

    expect(oldestFirst.map(({ id }) => id)).toEqual(ids);
    expect(newestFirst.map(({ id }) => id)).toEqual([...ids].reverse());
    expect([...first.data, ...rest].map(({ id }) => id)).toEqual([...ids].reverse());
    expect(first.data[0]?.items.map(({ type }) => type)).toEqual(["userMessage", "agentMessage"]);
    const items = await collect(thread.items({ limit: 3 }));
    expect(items.map(({ turnId }) => turnId)).toEqual(ids.flatMap((id) => [id, id]));
    const [, second = ""] = ids;
    const ofOne = await collect(thread.items({ turnId: second, limit: 1 }));
    expect(ofOne.map(({ item }) => item.type)).toEqual(["userMessage", "agentMessage"]);
  });

  test("can't be read with a cursor of another list, or of another thread", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("ok"));
    const { thread } = await runTurns(codex, 3);
    const { thread: other } = await runTurns(codex, 3);
    const ofTurns = (await thread.turns({ limit: 1 })).nextCursor;
    const ofItems = (await thread.items({ limit: 1 })).nextCursor;

    for (const list of [
      thread.turns({ cursor: ofItems }),
      thread.items({ cursor: ofTurns }),
      other.turns({ cursor: ofTurns }),
      codex.threadSearch({ searchTerm: "first", cursor: ofTurns }),
    ]) {
      await expect(list).rejects.toMatchObject({ code: "INVALID_REQUEST" });
    }
  });

  test("of an ephemeral or deleted thread is an error, and not empty", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("ok"));
    const ephemeral = await codex.threadStart({ ephemeral: true });
    await ephemeral.run("Hello");
    const { thread } = await runTurns(codex, 1);
    await codex.threadDelete(thread.id);

    for (const list of [ephemeral.turns(), ephemeral.items()]) {
      await expect(list).rejects.toMatchObject({ code: "OPTIONS_INVALID" });
    }
    for (const list of [thread.turns(), thread.items()]) {
      await expect(list).rejects.toMatchObject({ code: "THREAD_NOT_FOUND" });
    }
  });

  test("is left out of what resumes, forks and subscribes anew, unless it is asked for", async () => {
    const asked: unknown[] = [];
    const trace = ({ direction, message: sent }: TraceEntry): void => {
      const { method, params } = sent as { method?: string; params?: { excludeTurns?: boolean } };
      if (direction !== "send") return;
      if (method === "thread/resume" || method === "thread/fork") asked.push(params?.excludeTurns);
    };
    const { codex, model } = await startCodex({ codex: { trace } });
    model.respondWith(() => message("ok"));
    const { thread } = await runTurns(codex, 1);

    await codex.threadResume(thread.id);
    await codex.threadFork(thread.id);
    await thread.unsubscribe();
    await thread.run("Again");
    await codex.threadArchive(thread.id);
    await codex.threadUnarchive(thread.id);
    const whole = await codex.threadResume(thread.id, { excludeTurns: false });

    expect(asked).toEqual([true, true, true, true, false]);
    expect(whole.started.thread.turns).toHaveLength(2);
  });
});

describe("a search", () => {
  test("finds the threads that contain a term, each with the text around it", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(({ userText }) => message(`about ${String(userText)}`));
    const found: string[] = [];
    for (const text of ["one walrus", "no such animal", "another walrus"]) {
      const thread = await codex.threadStart();
      await thread.run(text);
      if (text.includes("walrus")) found.push(thread.id);
    }

    // In one page: the server's cursor passes over threads that were made in the same second.
    const results = await collect(codex.threadSearch({ searchTerm: "walrus" }));

    expect(results.map(({ thread }) => thread.id).sort()).toEqual([...found].sort());
    expect(results[0]?.snippet).toContain("walrus");
    expect(await collect(codex.threadSearch({ searchTerm: "octopus" }))).toEqual([]);
  });

  test.each([
    ["without a term", {}, { searchTerm: undefined as unknown as string }],
    ["with an unknown option", {}, { searchTerm: "a", term: "b" }],
    ["without experimentalApi", { experimentalApi: false }, { searchTerm: "a" }],
  ])("is refused %s", async (_name, client, options) => {
    const { codex } = await startCodex({ codex: client });

    await expect(codex.threadSearch(options)).rejects.toMatchObject({ code: "OPTIONS_INVALID" });
  });
});
