import type * as wire from "codex-app-server-sdk/protocol";
import { settlesWithin } from "../async/settles-within.js";
import { throwIfAborted } from "../async/throw-if-aborted.js";
import type { Answered } from "../client/app-server-client.js";
import type { Logger } from "../diagnostics/logger.js";
import { isCodexError, OptionsError, TransportClosedError } from "../errors/index.js";
import { fieldOf } from "../protocol/field-of.js";
import type { ThreadStore, WriterToken } from "../store/thread-store.js";
import { CodexHome } from "./codex-home.js";
import { StoreCalls } from "./store-calls.js";
import { lendThread, type TakePlace, takeThread } from "./take-thread.js";
import { fileError, ThreadFiles } from "./thread-files.js";
import { ThreadSaver } from "./thread-saver.js";

export interface SavedThreadsOptions {
  readonly store: ThreadStore;
  /** How long each call of the store may take, in milliseconds; 0 = as long as it likes. */
  readonly storeMs: number;
  readonly logger: Logger;
  /** Sends a request over the connection that there is. */
  request<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
  ): Promise<wire.ClientRequests[M]["result"]>;
  /** Another client has taken a thread over. */
  fenced(threadId: string, error: Error): void;
  /** This client has taken a thread over. */
  taken(threadId: string): void;
}

interface Given {
  readonly token: WriterToken;
  readonly name: string | null;
  readonly isArchived: boolean;
  readonly stored: readonly { path: string; length: number }[];
}

/** The threads of a client that are kept in a `ThreadStore`. */
export class SavedThreads {
  readonly #options: SavedThreadsOptions;
  readonly #writer = crypto.randomUUID();
  readonly #savers = new Map<string, ThreadSaver>();
  /** What is being done first before a thread is opened. */
  readonly #preparing = new Map<string, Promise<void>>();
  /** The threads that are being taken over: that they were another's is no news. */
  readonly #taking = new Set<string>();
  #home: CodexHome | undefined;

  constructor(options: SavedThreadsOptions) {
    this.#options = options;
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
    const threadId = threadIdOf(params);
    const saver = threadId === undefined ? undefined : this.#savers.get(threadId);
    if (threadId === undefined || !saver) return;
    if (method === "thread/archive") saver.archived(true);
    else if (method === "thread/unarchive") saver.archived(false);
    else if (method === "thread/revert") saver.moved();
    else if (method === "thread/name/set") saver.named(fieldOf(params, "name") as string);
    else if (changing.has(method)) saver.changed();
    if (leaving.has(method)) this.#letGo(threadId, saver);
  }

  observe(notification: wire.ServerNotification): void {
    switch (notification.method) {
      case "item/completed":
      case "turn/completed":
        this.#savers.get(notification.params.threadId)?.changed();
        break;
      case "thread/name/updated":
        this.#savers
          .get(notification.params.threadId)
          ?.named(notification.params.threadName ?? null);
        break;
      case "thread/archived":
        this.#savers.get(notification.params.threadId)?.archived(true);
        break;
      case "thread/unarchived":
        this.#savers.get(notification.params.threadId)?.archived(false);
        break;
      case "thread/reverted":
        this.#savers.get(notification.params.threadId)?.moved();
        break;
      case "thread/closed":
        this.#letGo(notification.params.threadId);
        break;
      default:
    }
  }

  /**
   * What must be done before a request is sent: a thread that is gone on with is taken over and
   * brought into the CODEX_HOME. Rejects with a `ThreadStoreError` when that can't be done.
   */
  async before(method: string, params: unknown, signal?: AbortSignal): Promise<void> {
    const isTaken = method === "thread/resume" || method === "thread/unarchive";
    const threadId = threadIdOf(params);
    if (threadId === undefined || (!isTaken && method !== "thread/fork")) return;
    const earlier = this.#preparing.get(threadId) ?? Promise.resolve();
    const prepared = earlier
      .catch(() => {})
      .then(() => (isTaken ? this.#take(threadId, signal) : this.#lend(threadId)))
      .catch((error: unknown) => {
        throw isCodexError(error) || signal?.aborted ? error : fileError(threadId, error);
      });
    this.#preparing.set(threadId, prepared);
    try {
      await prepared;
    } finally {
      if (this.#preparing.get(threadId) === prepared) this.#preparing.delete(threadId);
    }
  }

  /** What must be done after a request was answered: what is deleted is not kept either. */
  async after(method: string, params: unknown): Promise<void> {
    const threadId = threadIdOf(params);
    if (threadId === undefined || method !== "thread/delete") return;
    const saver = this.#savers.get(threadId);
    if (saver?.endReason) throw saver.endReason;
    this.#savers.delete(threadId);
    saver?.end(new OptionsError(`Thread ${threadId} was deleted.`));
    await this.#calls(threadId).delete();
  }

  /** See `Thread.saved()`. */
  async saved(threadId: string, signal?: AbortSignal): Promise<void> {
    await this.#savers.get(threadId)?.saved(signal); // Without one all of it was stored.
  }

  /** The thread is taken over anew when it is resumed: until then nothing of it is needed. */
  #letGo(threadId: string, saver = this.#savers.get(threadId)): void {
    const drop = (): void => {
      if (this.#savers.get(threadId) !== saver || saver?.endReason) return;
      if (saver?.isSettled) this.#savers.delete(threadId);
      else this.#letGo(threadId, saver);
    };
    saver?.saved().then(drop, () => {}); // One that can't be saved is kept, and tried again.
  }

  /** Waits for what there is to be saved. Never rejects. */
  async flush(ms: number): Promise<void> {
    const open = [...this.#savers.values()].filter(({ isSettled }) => !isSettled);
    const saving = open.map((saver) => saver.saved());
    if (open.length > 0) await settlesWithin(Promise.allSettled(saving), ms);
  }

  /** The connection has ended: what the server has written last is saved yet. */
  lost(): void {
    for (const saver of this.#savers.values()) saver.changed();
  }

  /** Nothing is saved any more. */
  end(): void {
    const reason = new TransportClosedError("This client was closed by close().");
    for (const saver of this.#savers.values()) saver.end(reason);
  }

  #opened({ id, path, name, ephemeral }: wire.Thread): void {
    if (ephemeral || !path) return;
    const token = { term: 1, writer: this.#writer };
    const saver =
      this.#savers.get(id) ?? this.#saver(id, { token, name, isArchived: false, stored: [] });
    saver.opened(path, name);
    saver.changed();
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
    const stored = await this.#calls(threadId).load(this.#writer);
    const { name = null, isArchived = false } = stored ?? {};
    const token = stored?.token ?? { term: 1, writer: this.#writer };
    const files = stored && (await takeThread(this.#place(threadId), stored));
    const lengths = files?.map(({ path, bytes }) => ({ path, length: bytes.length })) ?? [];
    this.#saver(threadId, { token, name, isArchived, stored: lengths });
  }

  async #lend(threadId: string): Promise<void> {
    const known = this.#savers.get(threadId);
    if (known && !known.endReason) return;
    const stored = await this.#calls(threadId).load();
    if (stored) await lendThread(this.#place(threadId), stored);
  }

  #place(threadId: string): TakePlace {
    const { logger, request } = this.#options;
    return { threadId, home: this.#codexHome, logger, request };
  }

  #saver(threadId: string, { token, name, isArchived, stored }: Given): ThreadSaver {
    const { logger, request } = this.#options;
    const locate = async (): Promise<string | undefined> =>
      (await request("thread/read", { threadId })).thread.path ?? undefined;
    const files = new ThreadFiles({ threadId, home: this.#codexHome, locate }, stored);
    const saver = new ThreadSaver({
      threadId,
      token,
      name,
      isArchived,
      files,
      logger,
      calls: this.#calls(threadId),
      fenced: (error) => {
        if (!this.#taking.has(threadId)) this.#options.fenced(threadId, error);
      },
    });
    this.#savers.set(threadId, saver);
    return saver;
  }

  #calls(threadId: string): StoreCalls {
    return new StoreCalls(threadId, this.#options);
  }

  get #codexHome(): CodexHome {
    if (this.#home) return this.#home;
    throw new TransportClosedError("The server has not named its CODEX_HOME.");
  }
}

/** Requests after which this client has no more to do with a thread. */
const leaving: ReadonlySet<string> = new Set([
  "thread/unsubscribe",
  "thread/archive",
] satisfies (keyof wire.ClientRequests)[]);

/** Requests after which a thread's file has more, of which no notification tells. */
const changing: ReadonlySet<string> = new Set([
  "thread/inject_items",
  "thread/settings/update",
] satisfies (keyof wire.ClientRequests)[]);

/** Raw requests may have anything as params: the server says what is wrong with it. */
function threadIdOf(params: unknown): string | undefined {
  const threadId = fieldOf(params, "threadId");
  return typeof threadId === "string" ? threadId : undefined;
}
