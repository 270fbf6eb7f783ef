import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type MakeThreadStore,
  threadStoreConformance,
} from "../testing/store/thread-store-conformance.js";
import { fileThreadStore } from "./file-thread-store.js";
import { memoryThreadStore } from "./memory-thread-store.js";
import type { ThreadStore } from "./thread-store.js";

async function inFolder(): Promise<{ store: ThreadStore; dispose(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "thread-store-"));
  return { store: fileThreadStore(folder), dispose: () => rm(folder, { recursive: true }) };
}

/** Each call by another store on the same folder, as processes have them. */
async function inSharedFolder(): Promise<{ store: ThreadStore; dispose(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "thread-store-"));
  const store: ThreadStore = {
    load: (...args) => fileThreadStore(folder).load(...args),
    save: (...args) => fileThreadStore(folder).save(...args),
    list: () => fileThreadStore(folder).list(),
    delete: (threadId) => fileThreadStore(folder).delete(threadId),
  };
  return { store, dispose: () => rm(folder, { recursive: true }) };
}

const stores: Readonly<Record<string, MakeThreadStore>> = {
  "in memory": () => memoryThreadStore(),
  "in a folder": inFolder,
  "in a folder that several processes use": inSharedFolder,
};

describe.each(Object.entries(stores))("a store %s", (_, make) => {
  for (const { name, run } of threadStoreConformance(make)) it(name, run);
});

/** What is wrong with a store, and a case that finds it out. */
const broken: Readonly<
  Record<string, [fault: (store: ThreadStore) => Partial<ThreadStore>, string]>
> = {
  "takes saves of anybody": [
    (store) => ({
      save: async (id, save) => {
        const { token } = (await store.load(id)) ?? save;
        return store.save(id, { ...save, token, sequence: Number.MAX_SAFE_INTEGER });
      },
    }),
    "refuses whoever had the thread before, and keeps what he has saved",
  ],
  "forgets names": [
    (store) => ({ save: (id, save) => store.save(id, { ...save, name: null }) }),
    "gives back what was saved, byte for byte",
  ],
  "loses what is in a store already": [
    (store) => ({
      save: (id, save) =>
        store.save(id, { ...save, files: save.files.map((file) => ({ ...file, offset: 0 })) }),
    }),
    "adds what follows, and drops what is beyond it",
  ],
  "hands the right out to all": [
    (store) => ({ load: (id) => store.load(id) }),
    "gives each that takes a thread over the next term",
  ],
  "deletes nothing": [
    () => ({ delete: async () => {} }),
    "deletes a thread, which nobody may save with an earlier token",
  ],
  "lists nothing": [
    () => ({ list: async function* () {} }),
    "lists what is stored, archived or not",
  ],
};

describe("the conformance suite", () => {
  it.each(Object.entries(broken))("finds out a store that %s", async (_, [fault, name]) => {
    const make = (): ThreadStore => {
      const store = memoryThreadStore();
      const parts = { ...bound(store), ...fault(store) };
      return parts;
    };
    const failed: string[] = [];
    for (const one of threadStoreConformance(make)) {
      await one.run().catch(() => failed.push(one.name));
    }
    expect(failed).toContain(name);
  });
});

function bound(store: ThreadStore): ThreadStore {
  return {
    load: (...args) => store.load(...args),
    save: (...args) => store.save(...args),
    list: () => store.list(),
    delete: (threadId) => store.delete(threadId),
  };
}
