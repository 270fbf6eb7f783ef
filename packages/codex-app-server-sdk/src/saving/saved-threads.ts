import type * as wire from "codex-app-server-sdk/protocol";
import { KeyedQueue } from "../async/keyed-queue.js";
import { settlesWithin } from "../async/settles-within.js";
import { throwIfAborted } from "../async/throw-if-aborted.js";
import type { Answered, AppServerClient } from "../client/app-server-client.js";
import type { Logger } from "../diagnostics/logger.js";
import { isCodexError, OptionsError, TransportClosedError } from "../errors/index.js";
import { fieldOf } from "../protocol/field-of.js";
import type { StoredThread } from "../store/thread-store.js";
import { CodexHome } from "./codex-home.js";
import { Savers } from "./savers.js";
import { StoreCalls, type StoreCallsOptions } from "./store-calls.js";
import { lendThread, type TakePlace, takeThread } from "./take-thread.js";
import { changesBy, changesToldBy, type ThreadChange } from "./thread-change.js";
import { fileError, ThreadFiles } from "./thread-files.js";
import type { ThreadSaver } from "./thread-saver.js";

/** Its requests go over the connection that there is. */
export interface SavedThreadsOptions extends StoreCallsOptions, Pick<AppServerClient, "request"> {
  readonly logger: Logger;
  /** Another client has taken a thread over. */
  fenced(threadId: string, error: Error): void;
  /** This client has taken a thread over. */
  taken(threadId: string): void;
}

/** A request of the user's. */
export interface SentRequest {
  readonly method: string;
  readonly params: unknown;
  readonly signal: AbortSignal | undefined;
}

/** What is known of a thread that is to be saved. */
type Known = Omit<StoredThread, "files"> & {
  readonly files: readonly { path: string; length: number }[];
};

/** The threads of a client that are kept in a `ThreadStore`. */
export class SavedThreads {
  readonly #options: SavedThreadsOptions;
  readonly #calls: StoreCalls;
  readonly #writer = crypto.randomUUID();
  readonly #savers: Savers;
  /** What is done before threads are opened. */
  readonly #preparing = new KeyedQueue();
  /** The threads that are being taken over: that they were another's is no news. */
  readonly #taking = new Set<string>();
  #home: CodexHome | undefined;

  constructor(options: SavedThreadsOptions) {
    this.#options = options;
    this.#calls = new StoreCalls(options);
    this.#savers = new Savers({
      logger: options.logger,
      fenced: (threadId, error) => {
        if (!this.#taking.has(threadId)) options.fenced(threadId, error);
      },
    });
  }

  /** The server has named its CODEX_HOME. Rejects with an `OptionsError` when it is not here. */
  async begin(codexHome: string): Promise<void> {
    this.#home = await CodexHome.at(codexHome);
  }

  /** A thread was opened, or something was done to it: the notification of that comes later. */
  answered({ method, params, result }: Pick<Answered, "method" | "params" | "result">): void {
    if (method === "thread/start" || method === "thread/resume" || method === "thread/fork") {
      this.#opened((result as wire.ThreadResumeResponse).thread);
      return;
    }
    this.#note(params, changesBy({ method, params }));
  }

  observe(notification: wire.ServerNotification): void {
    this.#note(notification.params, changesToldBy(notification));
  }

  /**
   * Sends a request, with what must be done before it and after its answer: a thread that is gone
   * on with is taken over and brought into the CODEX_HOME, and what is deleted is not kept either.
   * Rejects with a `ThreadStoreError` when that can't be done.
   */
  async sending<T>({ method, params, signal }: SentRequest, send: () => Promise<T>): Promise<T> {
    const threadId = threadIdOf(params);
    if (threadId === undefined) return send();
    switch (method) {
      case "thread/resume":
      case "thread/unarchive":
        return this.#savers.whileOpening(threadId, async () => {
          await this.#prepare(threadId, signal, () => this.#take(threadId, signal));
          return send();
        });
      case "thread/fork":
        await this.#prepare(threadId, signal, () => this.#lend(threadId));
        return send();
      case "thread/delete": {
        const result = await send();
        await this.#delete(threadId);
        return result;
      }
      default:
        return send();
    }
  }

  /** See `Thread.saved()`. */
  async saved(threadId: string, signal?: AbortSignal): Promise<void> {
    await this.#savers.get(threadId)?.saved(signal); // Without one all of it was stored.
  }

  /** Waits for what there is to be saved. Never rejects. */
  async flush(ms: number): Promise<void> {
    const open = this.#savers.all().filter(({ isSettled }) => !isSettled);
    const saving = open.map((saver) => saver.saved());
    if (open.length > 0) await settlesWithin(Promise.allSettled(saving), ms);
  }

  /** The connection has ended: what the server has written last is saved yet. */
  lost(): void {
    for (const saver of this.#savers.all()) saver.changed();
  }

  /** Nothing is saved any more. */
  end(): void {
    const reason = new TransportClosedError("This client was closed by close().");
    for (const saver of this.#savers.all()) saver.end(reason);
  }

  #note(params: unknown, changes: readonly ThreadChange[]): void {
    if (changes.length === 0) return;
    const threadId = threadIdOf(params);
    const saver = threadId === undefined ? undefined : this.#savers.get(threadId);
    for (const change of changes) saver?.note(change);
  }

  #opened({ id, path, name, ephemeral }: wire.Thread): void {
    if (ephemeral || !path) return;
    const saver = this.#savers.get(id) ?? this.#addSaver(id, this.#unstored());
    saver.opened(path, name);
  }

  async #prepare(
    threadId: string,
    signal: AbortSignal | undefined,
    prepare: () => Promise<void>,
  ): Promise<void> {
    await this.#preparing.run(threadId, prepare).catch((error: unknown) => {
      throw isCodexError(error) || signal?.aborted ? error : fileError(threadId, error);
    });
  }

  async #delete(threadId: string): Promise<void> {
    const saver = this.#savers.get(threadId);
    if (saver?.endReason) throw saver.endReason;
    this.#savers.delete(threadId);
    saver?.end(new OptionsError(`Thread ${threadId} was deleted.`));
    await this.#calls.delete(threadId);
  }

  async #take(threadId: string, signal: AbortSignal | undefined): Promise<void> {
    throwIfAborted(signal);
    this.#taking.add(threadId);
    try {
      await this.#takeOver(threadId, signal);
    } catch (error) {
      const reason = this.#savers.get(threadId)?.endReason;
      if (reason) this.#options.fenced(threadId, reason);
      throw error;
    } finally {
      this.#taking.delete(threadId);
    }
    this.#options.taken(threadId);
  }

  async #takeOver(threadId: string, signal: AbortSignal | undefined): Promise<void> {
    const known = this.#savers.get(threadId);
    if (known && !known.endReason) {
      try {
        return await known.confirm(signal);
      } catch (error) {
        if (!known.endReason) throw error;
      }
    }
    const stored = await this.#calls.load(threadId, this.#writer);
    const files = stored && (await takeThread(this.#place(threadId), stored));
    const lengths = files?.map(({ path, bytes }) => ({ path, length: bytes.length })) ?? [];
    this.#addSaver(threadId, { ...(stored ?? this.#unstored()), files: lengths });
  }

  async #lend(threadId: string): Promise<void> {
    const known = this.#savers.get(threadId);
    if (known && !known.endReason) return;
    const stored = await this.#calls.load(threadId);
    if (stored) await lendThread(this.#place(threadId), stored);
  }

  #place(threadId: string): TakePlace {
    const { logger, request } = this.#options;
    return { threadId, home: this.#codexHome, logger, request };
  }

  /** A thread that the store has nothing of belongs to whoever is the first to save it. */
  #unstored(): Known {
    const token = { term: 1, writer: this.#writer };
    return { token, name: null, isArchived: false, files: [] };
  }

  #addSaver(threadId: string, { token, name, isArchived, files: stored }: Known): ThreadSaver {
    const { request } = this.#options;
    const locate = async (): Promise<string | undefined> =>
      (await request("thread/read", { threadId })).thread.path ?? undefined;
    const files = new ThreadFiles({ threadId, home: this.#codexHome, locate }, stored);
    return this.#savers.add({ threadId, token, name, isArchived, files, calls: this.#calls });
  }

  get #codexHome(): CodexHome {
    if (this.#home) return this.#home;
    throw new TransportClosedError("The server has not named its CODEX_HOME.");
  }
}

/** Raw requests may have anything as params: the server says what is wrong with it. */
function threadIdOf(params: unknown): string | undefined {
  const threadId = fieldOf(params, "threadId");
  return typeof threadId === "string" ? threadId : undefined;
}
