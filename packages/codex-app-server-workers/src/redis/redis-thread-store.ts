import {
  assertNoGap,
  type StoredThread,
  type StoredThreadSummary,
  ThreadFencedError,
  type ThreadSave,
  type ThreadStore,
} from "codex-app-server-sdk/store";
import { EngineError } from "../errors/index.js";
import { RedisConnection, type ScriptAnswer, type ScriptArgument } from "./redis-connection.js";
import type { RedisPlace } from "./redis-options.js";
import type { Script } from "./scripts/script.js";
import { kindOf, readStoredThread, readSummaries } from "./store/read-answers.js";
import { deleteScript } from "./store/scripts/delete-script.js";
import { listScript } from "./store/scripts/list-script.js";
import { loadScript, takeOverScript } from "./store/scripts/load-scripts.js";
import { saveScript } from "./store/scripts/save-script.js";
import { assertShort, storeFailure, tooLong } from "./store/store-failure.js";
import { StoreKeys } from "./store/store-keys.js";

/** Options of `redisThreadStore()`. */
export interface RedisThreadStoreOptions extends RedisPlace {
  /**
   * How long a call may take in milliseconds, the time without a connection included; default 9000.
   * Keep it below the client's `timeouts.storeMs`, whose error does not say which Redis.
   */
  timeoutMs?: number | undefined;
}

/** A `ThreadStore` in Redis. */
export interface RedisThreadStore extends ThreadStore, AsyncDisposable {
  /** Waits for the calls that were made, and closes the connection. Later calls reject. */
  close(): Promise<void>;
}

/** How many threads `list()` asks for at once. */
const pageLength = 100;

/**
 * Makes a store that keeps conversations in Redis (7 or later), for machines that have nothing else
 * in common. The connection is made by the first call; `close()` ends it. Each file of a thread is
 * one string of Redis, which can have 512 MB at most. Give that Redis the policy `noeviction`, or
 * it forgets threads when it is full, and persistence, or it forgets them when it ends.
 *
 * A call waits while Redis can't be reached, and rejects after `timeoutMs`; `list()` with an
 * `EngineError`, the others with a `ThreadStoreError`: `timeout` when there was no answer, and
 * `failed` otherwise. Throws an `OptionsError` for options that can't be right.
 *
 * @example
 * ```ts
 * await using store = redisThreadStore({ connection: "redis://localhost:6379" });
 * const codex = new Codex({ threadStore: store });
 * ```
 */
export function redisThreadStore(options: RedisThreadStoreOptions): RedisThreadStore {
  return new StoreInRedis({ ...options, timeoutMs: options.timeoutMs ?? 9000 });
}

class StoreInRedis implements RedisThreadStore {
  readonly #connection: RedisConnection;
  readonly #keys: StoreKeys;
  /** What has not been answered yet. */
  readonly #open = new Set<Promise<ScriptAnswer>>();
  #isClosed = false;

  constructor(options: RedisPlace & { timeoutMs: number }) {
    this.#connection = new RedisConnection(options);
    this.#keys = new StoreKeys(this.#connection.prefix);
  }

  async load(threadId: string, writer?: string): Promise<StoredThread | undefined> {
    const answer =
      writer === undefined
        ? await this.#run(loadScript, threadId)
        : await this.#take(takeOverScript, threadId, writer);
    return kindOf(answer) === "none" ? undefined : readStoredThread(answer);
  }

  async save(threadId: string, save: ThreadSave): Promise<void> {
    const { token, sequence, name, isArchived, files } = save;
    for (const file of files) assertShort(threadId, file);
    const answer = await this.#run(saveScript, threadId, [
      ...[token.term, token.writer, sequence],
      ...[name === null ? 0 : 1, name ?? "", isArchived ? 1 : 0],
      ...files.flatMap(({ path, offset, bytes }) => [path, offset, bufferOf(bytes)]),
    ]);
    const [, place, storedBytes] = answer;
    const file = files[Number(place)];
    const kind = kindOf(answer);
    if (kind === "fenced") throw new ThreadFencedError(threadId);
    if (kind === "gap" && file) assertNoGap(threadId, file, Number(storedBytes));
    if (kind === "long" && file) throw tooLong(threadId, file);
  }

  async *list(): AsyncGenerator<StoredThreadSummary, void, undefined> {
    const { threads, base } = this.#keys;
    for (let after = ""; ; ) {
      const answer = await this.#call(listScript, [threads], [base, after, pageLength]);
      const page = readSummaries(answer);
      for (const { key, ...summary } of page) {
        yield { threadId: this.#keys.threadIdOf(key), ...summary };
        after = key;
      }
      if (page.length < pageLength) return;
    }
  }

  async delete(threadId: string): Promise<void> {
    await this.#take(deleteScript, threadId, "");
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#open);
    this.#connection.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Runs a script that begins the term after the one that holds, which it is told. */
  async #take(script: Script, threadId: string, writer: string): Promise<ScriptAnswer> {
    const call = crypto.randomUUID();
    for (let term = 0; ; ) {
      const answer = await this.#run(script, threadId, [term, writer, call]);
      if (kindOf(answer) !== "changed") return answer;
      term = Number(answer[1]);
    }
  }

  async #run(script: Script, threadId: string, args: ScriptArgument[] = []): Promise<ScriptAnswer> {
    const { keys, name } = this.#keys.ofThread(threadId);
    try {
      return await this.#call(script, keys, [name, ...args]);
    } catch (error) {
      throw storeFailure(threadId, error);
    }
  }

  /** Rejects with an `EngineError`. */
  async #call(
    script: Script,
    keys: readonly string[],
    args: ScriptArgument[],
  ): Promise<ScriptAnswer> {
    if (this.#isClosed) throw new EngineError("closed", "the store was closed by this process.");
    const answered = this.#connection.run(script, keys, args);
    this.#open.add(answered);
    try {
      return await answered;
    } finally {
      this.#open.delete(answered);
    }
  }
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
