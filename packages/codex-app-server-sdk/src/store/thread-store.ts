/**
 * The right to save a thread. Whoever loads a thread to go on with it gets the next term, and from
 * then on saves of an earlier term are refused.
 */
export interface WriterToken {
  /** Grows each time that the thread is taken over; the first one is 1. */
  readonly term: number;
  /** Who has it: a name that no other client has. Two writers of one term are two. */
  readonly writer: string;
}

/** What a file of a thread gets with a save. */
export interface FileAppend {
  /** Where the file lies, relative to the CODEX_HOME, with `/` between the folders. */
  readonly path: string;
  /** After how many bytes of it the new ones follow. What the store has beyond that is dropped. */
  readonly offset: number;
  /** The new bytes; empty where there are none. */
  readonly bytes: Uint8Array;
}

/** One save of a thread: all about it that is small, and what its files got since the last one. */
export interface ThreadSave {
  /** The right of whoever saves. */
  readonly token: WriterToken;
  /** Grows with each save of the same token: an earlier one that comes late is ignored. */
  readonly sequence: number;
  /** The thread's name; null when it has none. */
  readonly name: string | null;
  /** Whether it is archived. */
  readonly isArchived: boolean;
  /** All files of the thread, also those that got nothing: the store drops what is not listed. */
  readonly files: readonly FileAppend[];
}

/** A file of a stored thread. */
export interface StoredFile {
  /** Where it lies, relative to the CODEX_HOME, with `/` between the folders. */
  readonly path: string;
  /** What is in it. */
  readonly bytes: Uint8Array;
}

/** A thread as it is stored. */
export interface StoredThread {
  /** The right that the loader has got, or, without a writer, whose right holds. */
  readonly token: WriterToken;
  /** The thread's name; null when it has none. */
  readonly name: string | null;
  /** Whether it is archived. */
  readonly isArchived: boolean;
  /** Its files, in the order of the last save. Empty when it was deleted. */
  readonly files: readonly StoredFile[];
}

/** A stored thread in a list. */
export interface StoredThreadSummary {
  /** The thread's id. */
  readonly threadId: string;
  /** Its name; null when it has none. */
  readonly name: string | null;
  /** Whether it is archived. */
  readonly isArchived: boolean;
  /** When it was last saved, in milliseconds since 1970, by the clock of the store. */
  readonly savedAt: number;
}

/**
 * Keeps conversations outside of a machine, so that another one can go on with them. Each method
 * rejects when the store can't do its work; nothing has changed then. `threadStoreConformance()` of
 * `codex-app-server-sdk/testing` has the cases that a store of your own must pass.
 */
export interface ThreadStore {
  /**
   * Resolves with a thread as it is stored, or undefined when it never was. With a `writer` the
   * thread is taken over for it: the token has the next term, and saves of earlier ones reject from
   * then on, also one that is under way. What has been saved until then is in the result.
   */
  load(threadId: string, writer?: string): Promise<StoredThread | undefined>;
  /**
   * Saves what a thread got. All of it is there afterwards, or nothing. Rejects with a
   * `ThreadFencedError` when another token holds, which `admitSave()` finds out, and with a
   * `ThreadStoreError` (`gap`) when a file has fewer bytes than what the new ones follow.
   */
  save(threadId: string, save: ThreadSave): Promise<void>;
  /** All stored threads, the archived ones included, in any order. */
  list(): AsyncIterable<StoredThreadSummary>;
  /**
   * Deletes what is stored of a thread. Nobody who had the right to save it may do so afterwards:
   * the term is kept. Does nothing when there is no such thread.
   */
  delete(threadId: string): Promise<void>;
}
