import { deepStrictEqual, ok, rejects } from "node:assert/strict";
import type { ThreadSave, ThreadStore, WriterToken } from "../../store/thread-store.js";

/** One thing that a `ThreadStore` must do. */
export interface ConformanceCase {
  /** What it does, as the name of a test. */
  readonly name: string;
  /** Tries it on a new store. Rejects with an `AssertionError` when the store does not do it. */
  run(): Promise<void>;
}

/** Makes a store for one case, and what is to be done when the case has ended. */
export type MakeThreadStore = () =>
  | ThreadStore
  | Promise<ThreadStore | { store: ThreadStore; dispose(): unknown }>
  | { store: ThreadStore; dispose(): unknown };

/**
 * The cases that a `ThreadStore` of your own must pass, for any test framework. `make` is called
 * for each case; what it makes need not be empty, because each case uses threads of its own.
 */
export function threadStoreConformance(make: MakeThreadStore): ConformanceCase[] {
  return Object.entries(cases).map(([name, check]) => ({
    name,
    run: async () => {
      const made = await make();
      const { store, dispose } = "store" in made ? made : { store: made, dispose: undefined };
      try {
        await check(store, crypto.randomUUID());
      } finally {
        await dispose?.();
      }
    },
  }));
}

const first: WriterToken = { term: 1, writer: "first" };
const path = "sessions/2026/01/31/rollout-2026-01-31T12-00-00-one.jsonl";
const other = "sessions/2026/01/31/rollout-2026-01-31T12-00-00-two.jsonl";

/** A save of a thread with one file. */
function saveOf(text: string, further: Partial<ThreadSave> & { offset?: number } = {}): ThreadSave {
  const { offset = 0, ...fields } = further;
  const files = [{ path, offset, bytes: new TextEncoder().encode(text) }];
  return { token: first, sequence: 1, name: null, isArchived: false, files, ...fields };
}

async function textOf(store: ThreadStore, threadId: string, of = path): Promise<string> {
  const stored = await store.load(threadId);
  const file = stored?.files.find((one) => one.path === of);
  ok(file, `${of} is stored`);
  return new TextDecoder().decode(file.bytes);
}

async function takeOver(store: ThreadStore, threadId: string): Promise<WriterToken> {
  const writer = crypto.randomUUID();
  const stored = await store.load(threadId, writer);
  ok(stored, "a thread that was saved is found");
  deepStrictEqual(stored.token.writer, writer);
  return stored.token;
}

async function idsOf(store: ThreadStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const { threadId } of store.list()) ids.push(threadId);
  return ids;
}

const fenced = { code: "THREAD_FENCED" };

const cases: Readonly<Record<string, (store: ThreadStore, threadId: string) => Promise<void>>> = {
  "has nothing of a thread that was never saved": async (store, threadId) => {
    deepStrictEqual(await store.load(threadId), undefined);
    deepStrictEqual(await store.load(threadId, "somebody"), undefined);
    deepStrictEqual((await idsOf(store)).includes(threadId), false);
    await store.delete(threadId);
  },
  "gives back what was saved, byte for byte": async (store, threadId) => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const name = "Zoë’s 🧵\n\u2028";
    await store.save(threadId, saveOf("", { name, files: [{ path, offset: 0, bytes }] }));
    const stored = await store.load(threadId);
    deepStrictEqual([stored?.name, stored?.isArchived, stored?.token], [name, false, first]);
    deepStrictEqual([...(stored?.files[0]?.bytes ?? [])], [...bytes]);
  },
  "keeps bytes of its own, which whoever saved or loaded may change": async (store, threadId) => {
    const bytes = new TextEncoder().encode("kept");
    await store.save(threadId, saveOf("", { files: [{ path, offset: 0, bytes }] }));
    bytes.fill(0);
    (await store.load(threadId))?.files[0]?.bytes.fill(0);
    deepStrictEqual(await textOf(store, threadId), "kept");
  },
  "adds what follows, and drops what is beyond it": async (store, threadId) => {
    await store.save(threadId, saveOf("one two"));
    await store.save(threadId, saveOf(" three", { offset: 7, sequence: 2 }));
    deepStrictEqual(await textOf(store, threadId), "one two three");
    await store.save(threadId, saveOf("2", { offset: 4, sequence: 3 }));
    deepStrictEqual(await textOf(store, threadId), "one 2");
    await store.save(threadId, saveOf("", { offset: 3, sequence: 4 }));
    await store.save(threadId, saveOf("!", { offset: 3, sequence: 5 }));
    deepStrictEqual(await textOf(store, threadId), "one!");
  },
  "takes a large file in pieces": async (store, threadId) => {
    const bytes = new Uint8Array(1024 * 1024);
    for (let piece = 0; piece < 5; piece += 1) {
      const offset = piece * bytes.length;
      const files = [{ path, offset, bytes: bytes.fill(piece) }];
      await store.save(threadId, saveOf("", { sequence: piece + 1, files }));
    }
    const stored = (await store.load(threadId))?.files[0]?.bytes ?? new Uint8Array();
    const pieces = [0, 1, 2, 3, 4].map((piece) => stored[(piece + 1) * bytes.length - 1]);
    deepStrictEqual([stored.length, ...pieces], [5 * bytes.length, 0, 1, 2, 3, 4]);
  },
  "keeps the order of files, and drops those that are listed no more": async (store, threadId) => {
    const bytes = new TextEncoder().encode("x");
    const files = [
      { path: other, offset: 0, bytes },
      { path, offset: 0, bytes },
    ];
    await store.save(threadId, saveOf("", { files }));
    const paths = async (): Promise<string[] | undefined> =>
      (await store.load(threadId))?.files.map((file) => file.path);
    deepStrictEqual(await paths(), [other, path]);
    await store.save(threadId, saveOf("y", { offset: 1, sequence: 2 }));
    deepStrictEqual([await paths(), await textOf(store, threadId)], [[path], "xy"]);
    await rejects(
      store.save(threadId, saveOf("", { sequence: 3, files: [{ path: other, offset: 1, bytes }] })),
      { code: "THREAD_STORE_FAILED", problem: "gap" },
    );
  },
  "changes nothing by a save that leaves a gap": async (store, threadId) => {
    const gap = { code: "THREAD_STORE_FAILED", problem: "gap" };
    await rejects(store.save(threadId, saveOf("x", { offset: 1 })), gap);
    await store.save(threadId, saveOf("one", { name: "before" }));
    const files = [
      { path, offset: 3, bytes: new TextEncoder().encode(" two") },
      { path: other, offset: 1, bytes: new Uint8Array() },
    ];
    await rejects(store.save(threadId, saveOf("", { sequence: 2, name: "after", files })), gap);
    deepStrictEqual(await textOf(store, threadId), "one");
    deepStrictEqual((await store.load(threadId))?.name, "before");
  },
  "ignores a save that comes after a later one of the same writer": async (store, threadId) => {
    await store.save(threadId, saveOf("one two", { sequence: 2, name: "new" }));
    await store.save(threadId, saveOf("one", { sequence: 1, name: "old" }));
    await store.save(threadId, saveOf("one", { sequence: 2, name: "again" }));
    const stored = await store.load(threadId);
    deepStrictEqual([stored?.name, await textOf(store, threadId)], ["new", "one two"]);
  },
  "gives each that takes a thread over the next term": async (store, threadId) => {
    await store.save(threadId, saveOf("one"));
    deepStrictEqual((await takeOver(store, threadId)).term, 2);
    deepStrictEqual((await takeOver(store, threadId)).term, 3);
    deepStrictEqual((await store.load(threadId))?.token.term, 3);
  },
  "refuses whoever had the thread before, and keeps what he has saved": async (store, threadId) => {
    await store.save(threadId, saveOf("one"));
    const second = await takeOver(store, threadId);
    const late = saveOf(" two", { offset: 3, sequence: 2, name: "late" });
    await rejects(store.save(threadId, late), fenced);
    deepStrictEqual(await textOf(store, threadId), "one");
    await store.save(threadId, saveOf(" 2", { offset: 3, token: second }));
    await rejects(store.save(threadId, { ...late, sequence: 3 }), fenced);
    const stored = await store.load(threadId);
    deepStrictEqual([stored?.name, await textOf(store, threadId)], [null, "one 2"]);
  },
  "refuses another writer of the same term": async (store, threadId) => {
    await store.save(threadId, saveOf("one"));
    const token = { term: 1, writer: "other" };
    await rejects(store.save(threadId, saveOf("two", { sequence: 9, token })), fenced);
  },
  "lets one of several take a term, and loses nothing that was saved": async (store, threadId) => {
    await store.save(threadId, saveOf("0"));
    for (let round = 1; round <= 5; round += 1) {
      const taking = Array.from({ length: 4 }, () => takeOver(store, threadId));
      const tokens = await Promise.all(taking);
      deepStrictEqual(new Set(tokens.map(({ term }) => term)).size, 4);
      const saving = tokens.map((token) =>
        store.save(threadId, saveOf(`${round}`, { offset: round, token })).then(
          () => true,
          () => false,
        ),
      );
      deepStrictEqual((await Promise.all(saving)).filter(Boolean).length, 1);
    }
    deepStrictEqual(await textOf(store, threadId), "012345");
  },
  "has what was acknowledged, whenever it is taken over": async (store, threadId) => {
    await store.save(threadId, saveOf("0"));
    let acknowledged = 1;
    const token = await takeOver(store, threadId);
    const writing = (async () => {
      for (let length = 1; length < 50; length += 1) {
        await store.save(threadId, saveOf("0", { offset: length, sequence: length, token }));
        acknowledged = length + 1;
      }
    })().catch((error: unknown) => deepStrictEqual((error as { code?: string }).code, fenced.code));
    await new Promise((resolve) => setImmediate(resolve));
    const stored = await store.load(threadId, "taker");
    const length = stored?.files[0]?.bytes.length ?? 0;
    await writing;
    ok(length >= acknowledged, `${length} bytes were loaded, ${acknowledged} acknowledged`);
    deepStrictEqual((await textOf(store, threadId)).length, length);
  },
  "lists what is stored, archived or not": async (store, threadId) => {
    await store.save(threadId, saveOf("one", { name: "Name", isArchived: true }));
    const before = Date.now() + 60_000;
    for await (const summary of store.list()) {
      if (summary.threadId !== threadId) continue;
      deepStrictEqual([summary.name, summary.isArchived], ["Name", true]);
      return ok(summary.savedAt > 0 && summary.savedAt < before, "savedAt is a time");
    }
    ok(false, "the thread is listed");
  },
  "keeps threads apart": async (store, threadId) => {
    const another = crypto.randomUUID();
    await store.save(threadId, saveOf("one"));
    await store.save(another, saveOf("two"));
    await store.delete(another);
    deepStrictEqual(await textOf(store, threadId), "one");
  },
  "deletes a thread, which nobody may save with an earlier token": async (store, threadId) => {
    await store.save(threadId, saveOf("one", { name: "Name" }));
    await store.delete(threadId);
    await store.delete(threadId);
    deepStrictEqual((await idsOf(store)).includes(threadId), false);
    await rejects(store.save(threadId, saveOf("one", { sequence: 2 })), fenced);
    const stored = await store.load(threadId, "anew");
    deepStrictEqual([stored?.files, stored?.name], [[], null]);
    const token = stored?.token ?? first;
    ok(token.term > 1, "the term goes on after a deletion");
    await store.save(threadId, saveOf("anew", { token }));
    deepStrictEqual(await textOf(store, threadId), "anew");
  },
};
