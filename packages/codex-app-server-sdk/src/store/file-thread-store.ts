import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { KeyedQueue } from "../async/keyed-queue.js";
import { OptionsError, ThreadStoreError } from "../errors/index.js";
import { noneIfMissing } from "./is-missing.js";
import { ThreadFolder } from "./thread-folder.js";
import type { StoredThread, StoredThreadSummary, ThreadSave, ThreadStore } from "./thread-store.js";

/**
 * Makes a store that keeps conversations in a folder, which several processes may use at the same
 * time, and which is made when something is saved. They must all see at once what another one
 * writes: a local disk does so, a network file system may not. Throws an `OptionsError` when
 * `folder` is no path. A relative one counts from this process's working folder.
 */
export function fileThreadStore(folder: string): ThreadStore {
  if (typeof folder === "string" && folder !== "") return new FileThreadStore(resolve(folder));
  throw new OptionsError(`folder is ${JSON.stringify(folder)}, expected the path of a folder.`);
}

class FileThreadStore implements ThreadStore {
  readonly #folder: string;
  readonly #queue = new KeyedQueue();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async load(threadId: string, writer?: string): Promise<StoredThread | undefined> {
    return this.#inTurn(threadId, (thread) => thread.load(writer));
  }

  async save(threadId: string, save: ThreadSave): Promise<void> {
    return this.#inTurn(threadId, (thread) => thread.save(save));
  }

  async *list(): AsyncGenerator<StoredThreadSummary, void, undefined> {
    const threadIds = await readdir(this.#folder).catch(noneIfMissing);
    for (const threadId of threadIds.filter((name) => idPattern.test(name))) {
      const summary = await this.#inTurn(threadId, (thread) => thread.summary());
      if (!summary) continue;
      const { name, isArchived, savedAt } = summary;
      yield { threadId, name, isArchived, savedAt };
    }
  }

  async delete(threadId: string): Promise<void> {
    return this.#inTurn(threadId, (thread) => thread.delete());
  }

  async #inTurn<T>(threadId: string, work: (thread: ThreadFolder) => Promise<T>): Promise<T> {
    const thread = new ThreadFolder(threadId, join(this.#folder, checkedId(threadId)));
    return this.#queue.run(threadId, () => work(thread));
  }
}

/** The server's ids; anything else could lead out of the folder. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/;

function checkedId(threadId: string): string {
  if (typeof threadId === "string" && idPattern.test(threadId)) return threadId;
  const shown = JSON.stringify(threadId)?.slice(0, 200);
  throw new ThreadStoreError(`${threadId}`, "path", `${shown} is not the id of a thread.`);
}
