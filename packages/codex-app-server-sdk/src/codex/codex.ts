import type * as wire from "codex-app-server-sdk/protocol";
import { currentContext } from "../async/run-in-context.js";
import { ServerConfig } from "../config/server-config.js";
import type { TransportClosedError } from "../errors/index.js";
import { withCaller } from "../errors/with-caller.js";
import { ExecHandle } from "../exec/exec-handle.js";
import { McpServers } from "../mcp/mcp-servers.js";
import { NotificationHub } from "../notifications/notification-hub.js";
import type { NotificationOf } from "../notifications/notification-of.js";
import { OneReader } from "../notifications/one-reader.js";
import type { CallOptions } from "../options/call-options.js";
import type { CodexOptions } from "../options/options.js";
import { parseOptions } from "../options/parse-options.js";
import type {
  AccountOptions,
  ModelsOptions,
  NotificationsOptions,
} from "../options/query-options.js";
import { remakePolicy } from "../options/remake-policy.js";
import type { ExecOptions } from "../options/server-options.js";
import type {
  ThreadForkOptions,
  ThreadListOptions,
  ThreadResumeOptions,
  ThreadSearchOptions,
  ThreadStartOptions,
} from "../options/thread-options.js";
import { PagePromise } from "../pages/page-promise.js";
import type { CodexSession } from "../session/codex-session.js";
import type { ChatgptLoginHandle, DeviceCodeLoginHandle } from "../session/login.js";
import type { CodexMetadata } from "../session/shake-hands.js";
import type { UseSession } from "../session/use-session.js";
import { Skills } from "../skills/skills.js";
import type { Thread } from "../thread/thread.js";
import { type CodexState, ServerLifecycle } from "./server-lifecycle.js";

/**
 * The arguments after the method. `params` may be left out where the method takes none or only
 * optional ones.
 */
export type RequestArgs<M extends keyof wire.ClientRequests> =
  undefined extends wire.ClientRequests[M]["params"]
    ? [params?: wire.ClientRequests[M]["params"], options?: CallOptions]
    : [params: wire.ClientRequests[M]["params"], options?: CallOptions];

/**
 * A client of one app-server. The first call that needs the server starts it; `close()` ends it.
 * Always call `close()`: a running server keeps the Node process alive.
 *
 * @example
 * ```ts
 * const codex = new Codex();
 * try {
 *   const thread = await codex.threadStart({ sandbox: "read-only" });
 *   const turn = await thread.turn("Explain this folder in one paragraph.");
 *   for await (const text of turn.textStream()) process.stdout.write(text);
 *   const { turnUsage } = await turn.result();
 *   console.log(`\n${turnUsage?.totalTokens ?? 0} tokens`);
 * } finally {
 *   await codex.close();
 * }
 * ```
 */
export class Codex implements AsyncDisposable {
  readonly #hub: NotificationHub;
  readonly #server: ServerLifecycle;
  /** What only a started server needs, once it has been loaded. */
  readonly #session: () => Promise<CodexSession>;

  /** The skills that the server finds. */
  readonly skills: Skills;
  /** The MCP servers that are configured: their tools, resources and logins. */
  readonly mcp: McpServers;
  /** The server's settings, to be read and written. */
  readonly config: ServerConfig;

  /** Only checks the options; nothing is started. Throws an `OptionsError` for invalid ones. */
  constructor(options?: CodexOptions) {
    const parsed = parseOptions(options);
    const hub = new NotificationHub(parsed.limits);
    const context = currentContext();
    this.#session = once(async () => {
      const { CodexSession } = await import("../session/codex-session.js");
      return CodexSession.of({ options: parsed, access: this.#server, hub, context });
    });
    const use: UseSession = (work) => this.#use(work);
    this.skills = Skills.of(use);
    this.mcp = McpServers.of(use);
    this.config = ServerConfig.of(use);
    this.#hub = hub;
    this.#server = new ServerLifecycle({
      isRemade: remakePolicy(parsed) !== undefined,
      transport: async () => {
        const { createTransport } = await import("./create-transport.js");
        return createTransport(parsed);
      },
      session: this.#session,
      closing: () => hub.close(),
      died: (reason) => hub.close(reason),
    });
  }

  /** The state of the server; `idle` until the first use. */
  get state(): CodexState {
    return this.#server.state;
  }

  /** What the server said about itself when it started; undefined before that. */
  get metadata(): CodexMetadata | undefined {
    return this.#server.metadata;
  }

  /**
   * The server's process id; undefined while it does not run, and when this client has not started
   * it.
   */
  get pid(): number | undefined {
    return this.#server.pid;
  }

  /**
   * Resolves when this client can't be used any more: with undefined after `close()`; after the
   * death of a started server, and after the last attempt of `restart` or `reconnect`, with the
   * error that every call then rejects with. Never rejects.
   */
  get ended(): Promise<TransportClosedError | undefined> {
    return this.#server.ended;
  }

  /**
   * Starts the server and performs the handshake. You need not call it: other calls start the
   * server too. Concurrent calls share one start, and a failed start may be tried again.
   *
   * Rejects with `RuntimeNotFoundError` when there is no Codex binary, with `StartupError` when the
   * server does not become ready within `timeouts.startMs`, and with `TransportClosedError` after
   * `close()` or once a started server has died.
   */
  start(): Promise<CodexMetadata> {
    return withCaller(this.#server.start());
  }

  /**
   * Ends the server, after pausing the goals that this client follows, so that they don't go on
   * when their threads are resumed. Everything pending rejects with `TransportClosedError`, running
   * turns and their streams included; `notifications()` ends normally. What was written is still
   * sent; then the server's stdin ends, then it gets SIGTERM, then SIGKILL, with up to
   * `timeouts.closeMs` after each step; with 0 it is only waited for. What the `threadStore` lacks
   * is saved before and after that, with up to `timeouts.closeMs` each time. A server behind a
   * socket is only left: it goes on, and so do its turns. May be called again; never rejects.
   */
  close(): Promise<void> {
    return this.#server.close();
  }

  /** Same as `close()`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * Starts a new conversation. Rejects with an `OptionsError` for invalid options, before anything
   * is sent.
   *
   * @example
   * ```ts
   * const thread = await codex.threadStart({ model: model.model });
   * const { finalResponse } = await thread.run("What is 6 times 7?", { effort });
   * ```
   */
  async threadStart(options?: ThreadStartOptions): Promise<Thread> {
    return this.#use((session) => session.threadStart(options));
  }

  /**
   * Continues a stored conversation. A thread that the server has already loaded keeps its
   * settings; options that differ from them are ignored, and you are warned of it. Rejects with
   * `ThreadNotFoundError` for an unknown thread.
   *
   * @example
   * ```ts
   * const thread = await codex.threadResume(threadId);
   * const { finalResponse } = await thread.run("Which colour did I name?");
   * console.log(finalResponse);
   * ```
   */
  async threadResume(threadId: string, options?: ThreadResumeOptions): Promise<Thread> {
    return this.#use((session) => session.threadResume(threadId, options));
  }

  /**
   * Starts a new conversation with a copy of another one's history. Rejects with
   * `ThreadNotFoundError` for an unknown thread.
   */
  async threadFork(threadId: string, options?: ThreadForkOptions): Promise<Thread> {
    return this.#use((session) => session.threadFork(threadId, options));
  }

  /** Archives a conversation. A running turn is interrupted first. */
  async threadArchive(threadId: string, call?: CallOptions): Promise<void> {
    await this.#use((session) => session.request("thread/archive", { threadId }, call));
  }

  /** Takes a conversation out of the archive and resumes it. */
  async threadUnarchive(threadId: string, call?: CallOptions): Promise<Thread> {
    return this.#use(async (session) => {
      await session.request("thread/unarchive", { threadId }, call);
      return session.threadResume(threadId, call);
    });
  }

  /** Deletes a conversation for good. A running turn is interrupted first. */
  async threadDelete(threadId: string, call?: CallOptions): Promise<void> {
    await this.#use((session) => session.request("thread/delete", { threadId }, call));
  }

  /** Lists the stored conversations: `await` gives the first page, `for await` all of them. */
  threadList(options?: ThreadListOptions): PagePromise<wire.Thread, wire.ThreadListResponse> {
    return new PagePromise(async (cursor) =>
      (await this.#session()).askPage("thread/list", options, cursor),
    );
  }

  /**
   * Finds the stored conversations that contain `searchTerm`, each with the piece of text where:
   * `await` gives the first page, `for await` all of them. Rejects with an `OptionsError` without a
   * term, and when the client was made with `experimentalApi: false`; with `InvalidRequestError`
   * for a cursor of another list.
   */
  threadSearch(
    options: ThreadSearchOptions,
  ): PagePromise<wire.ThreadSearchResult, wire.ThreadSearchResponse> {
    return new PagePromise(async (cursor) => (await this.#session()).threadSearch(options, cursor));
  }

  /**
   * Lists the available models: `await` gives the first page, `for await` all of them.
   *
   * @example
   * ```ts
   * for await (const model of codex.models()) {
   *   const efforts = model.supportedReasoningEfforts.map((option) => option.reasoningEffort);
   *   console.log(`${model.isDefault ? "*" : " "} ${model.model}: ${efforts.join(", ")}`);
   * }
   * ```
   */
  models(options?: ModelsOptions): PagePromise<wire.Model, wire.ModelListResponse> {
    return new PagePromise(async (cursor) =>
      (await this.#session()).askPage("model/list", options, cursor),
    );
  }

  /** Tells who is logged in; `account` is null when nobody is. */
  async account(options?: AccountOptions): Promise<wire.GetAccountResponse> {
    return this.#use((session) => session.ask("account/read", options));
  }

  /** Reads the account's rate limits. Rejects when nobody is logged in with ChatGPT. */
  rateLimits(call?: CallOptions): Promise<wire.GetAccountRateLimitsResponse> {
    return this.request("account/rateLimits/read", undefined, call);
  }

  /** Reads the account's token usage. Rejects when nobody is logged in with ChatGPT. */
  usage(call?: CallOptions): Promise<wire.GetAccountTokenUsageResponse> {
    return this.request("account/usage/read", undefined, call);
  }

  /**
   * Logs in with an API key, which the server stores in its CODEX_HOME in place of the login that
   * is there, also one with ChatGPT. For a key that is stored nowhere there is the option `apiKey`.
   * Rejects with an `OptionsError` when it can't be a key.
   */
  async loginApiKey(apiKey: string, call?: CallOptions): Promise<void> {
    return this.#use((session) => session.loginApiKey(apiKey, call));
  }

  /** Starts a login with ChatGPT in the browser. Starting a second login cancels the first. */
  async loginChatgpt(call?: CallOptions): Promise<ChatgptLoginHandle> {
    return this.#use((session) => session.loginChatgpt(call));
  }

  /** Starts a login with ChatGPT on another device, by a code that the user types there. */
  async loginChatgptDeviceCode(call?: CallOptions): Promise<DeviceCodeLoginHandle> {
    return this.#use((session) => session.loginChatgptDeviceCode(call));
  }

  /** Logs out. Does nothing when nobody is logged in. */
  async logout(call?: CallOptions): Promise<void> {
    await this.request("account/logout", undefined, call);
  }

  /**
   * Runs a program on the server's machine, outside of any thread, under the sandbox of the
   * configuration or `sandboxPolicy`. There is no limit of time or output, unless you set one. Not
   * awaited: what goes wrong rejects `result()`. The program gets a stdin that stays open until
   * `end()`; with `streamStdin: false` it finds nothing there.
   *
   * A program that does not exist is a result with a non-zero exit code under a sandbox, else an
   * `InternalRpcError`.
   *
   * @example
   * ```ts
   * const sort = codex.exec(["sort"], { timeoutMs: 10_000 });
   * await sort.write("pear\napple\n");
   * await sort.end();
   * const { exitCode, stdout } = await sort.result();
   * ```
   */
  exec(command: readonly string[], options?: ExecOptions): ExecHandle {
    return ExecHandle.of(
      this.#use(async (session) => {
        const { Program } = await import("../exec/program.js");
        return new Program(session, command, options);
      }),
    );
  }

  /**
   * Sends any request of the protocol and resolves with its result. Rejects with a `JsonRpcError`
   * when the server answers with an error, with `RequestTimeoutError` when no answer comes in time.
   *
   * Giving up a `command/exec` with a `processId`, by signal or time-out, ends its program. Without
   * a `processId` it can't be ended, and runs until the server's own time limit.
   *
   * `thread/unsubscribe` and `thread/resume` do what the thread's methods do: each waits for the
   * one before it, and unsubscribing rejects with a `TurnInProgressError` while a turn runs.
   */
  async request<M extends keyof wire.ClientRequests>(
    method: M,
    ...[params, options]: RequestArgs<M>
  ): Promise<wire.ClientRequests[M]["result"]> {
    // `RequestArgs` lets `params` be left out only where the method accepts undefined.
    const given = params as wire.ClientRequests[M]["params"];
    return this.#use((session) => session.send(method, given, options));
  }

  /**
   * Sends a request that this version of the package does not know. Neither params nor result are
   * checked.
   */
  async requestRaw(method: string, params?: unknown, options?: CallOptions): Promise<unknown> {
    return this.#use((session) => session.sendRaw(method, params, options));
  }

  /**
   * Streams the server's notifications of these methods, of all threads, from this call on. Ends
   * with `close()`. While a lost connection is made again, what the server says is missed. Rejects
   * with `TransportClosedError` when the server dies for good, and with
   * `BufferOverflowError` when it is read so slowly that its buffer exceeds the `limits`.
   *
   * @example
   * ```ts
   * const methods = ["thread/name/updated"] as const;
   * for await (const { params } of codex.notifications({ methods })) {
   *   console.log(params.threadName);
   *   break;
   * }
   * ```
   */
  notifications<M extends keyof wire.ServerNotifications>(
    options: NotificationsOptions<M> & { methods: readonly M[] },
  ): AsyncIterable<NotificationOf<M>>;
  /** Streams the server's notifications of all methods. Otherwise the same. */
  notifications(options?: NotificationsOptions): AsyncIterable<wire.ServerNotification>;
  notifications(options: NotificationsOptions = {}): AsyncIterable<wire.ServerNotification> {
    const subscription = this.#hub.subscribe(options);
    const { endReason } = this.#server;
    if (endReason) subscription.fail(endReason);
    return new OneReader(subscription, "notifications()");
  }

  #use<T>(work: (session: CodexSession) => Promise<T>): Promise<T> {
    return withCaller(this.#session().then(work));
  }
}

/** Makes a value when it is first asked for, and again only if that failed. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
