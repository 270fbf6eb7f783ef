import { admitSave, type LastSave } from "./admit-save.js";
import { assertNoGap } from "./assert-no-gap.js";
import { ByteList } from "./byte-list.js";
import type { StoredThread, StoredThreadSummary, ThreadSave, ThreadStore } from "./thread-store.js";

interface Kept {
  last: LastSave;
  /** Undefined when it was deleted. */
  content: Content | undefined;
}

interface Content {
  name: string | null;
  isArchived: boolean;
  savedAt: number;
  files: Map<string, ByteList>;
}

/**
 * Makes a store that keeps conversations in the memory of this process, for tests and for several
 * clients in one process. All is gone when the process ends.
 */
export function memoryThreadStore(): ThreadStore {
  return new MemoryThreadStore();
}

class MemoryThreadStore implements ThreadStore {
  readonly #threads = new Map<string, Kept>();

  async load(threadId: string, writer?: string): Promise<StoredThread | undefined> {
    const kept = this.#threads.get(threadId);
    if (!kept) return undefined;
    if (writer !== undefined) {
      kept.last = { token: { term: kept.last.token.term + 1, writer }, sequence: 0 };
    }
    const { last, content } = kept;
    const files = [...(content?.files ?? [])].map(([path, list]) => ({
      path,
      bytes: list.toBytes(),
    }));
    const { name = null, isArchived = false } = content ?? {};
    return { token: last.token, name, isArchived, files };
  }

  async save(threadId: string, save: ThreadSave): Promise<void> {
    const kept = this.#threads.get(threadId);
    if (admitSave(threadId, kept?.last, save) === "late") return;
    const before = kept?.content?.files;
    // All of them are checked first: a save changes everything or nothing.
    for (const file of save.files) assertNoGap(threadId, file, before?.get(file.path)?.length ?? 0);
    const files = new Map(
      save.files.map(({ path, offset, bytes }) => {
        const list = before?.get(path) ?? new ByteList();
        list.append(offset, bytes);
        return [path, list] as const;
      }),
    );
    const { token, sequence, name, isArchived } = save;
    const content = { name, isArchived, savedAt: Date.now(), files };
    this.#threads.set(threadId, { last: { token, sequence }, content });
  }

  async *list(): AsyncGenerator<StoredThreadSummary, void, undefined> {
    for (const [threadId, { content }] of [...this.#threads]) {
      if (!content) continue;
      const { name, isArchived, savedAt } = content;
      yield { threadId, name, isArchived, savedAt };
    }
  }

  async delete(threadId: string): Promise<void> {
    const kept = this.#threads.get(threadId);
    if (!kept) return;
    const token = { term: kept.last.token.term + 1, writer: "" };
    this.#threads.set(threadId, { last: { token, sequence: 0 }, content: undefined });
  }
}
