import { memoryThreadStore, type ThreadSave, type ThreadStore } from "../../src/store/index.js";

export interface WatchedStore extends ThreadStore {
  readonly saves: readonly ThreadSave[];
}

/** A store whose saves can be looked at, and whose methods can be replaced. */
export function watchedStore(): WatchedStore {
  const store = memoryThreadStore();
  const saves: ThreadSave[] = [];
  return {
    saves,
    load: (...args) => store.load(...args),
    save: async (id, save) => {
      saves.push(save);
      await store.save(id, save);
    },
    list: () => store.list(),
    delete: (id) => store.delete(id),
  };
}

/** A method of a store that can't be reached. */
export async function failToConnect(): Promise<never> {
  throw new Error("no connection");
}
