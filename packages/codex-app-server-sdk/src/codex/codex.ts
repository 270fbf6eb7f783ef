import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../client/app-server-client.js";
import { NotificationHub, type NotificationsOptions } from "../notifications/notification-hub.js";
import { callOptions, checkOptions } from "../options/check-options.js";
import { checkParams } from "../options/check-params.js";
import type { CodexOptions } from "../options/options.js";
import { parseOptions } from "../options/parse-options.js";
import { ThreadHandlers } from "../server-requests/thread-handlers.js";
import type { Thread } from "../thread/thread.js";
import type {
  ThreadForkOptions,
  ThreadListOptions,
  ThreadResumeOptions,
  ThreadStartOptions,
} from "../thread/thread-options.js";
import type { CodexMetadata } from "./launch.js";
import {
  type ChatgptLoginHandle,
  checkApiKey,
  type DeviceCodeLoginHandle,
  loginChatgpt,
  loginChatgptDeviceCode,
} from "./login.js";
import { forkThread, resumeThread, startThread, type ThreadOpener } from "./open-thread.js";
import { PagePromise } from "./page-promise.js";
import { type CodexState, ServerLifecycle } from "./server-lifecycle.js";

/** Params are left out where the method takes none, or only optional ones. */
export type RequestArgs<M extends keyof wire.ClientRequests> =
  undefined extends wire.ClientRequests[M]["params"]
    ? [params?: wire.ClientRequests[M]["params"], options?: CallOptions]
    : [params: wire.ClientRequests[M]["params"], options?: CallOptions];

/** Options of `models`; `limit` is the size of a page. */
export interface ModelsOptions extends wire.ModelListParams, CallOptions {}

/** Options of `account`. */
export interface AccountOptions extends wire.GetAccountParams, CallOptions {}

/**
 * One connection to one app-server. The server is started by the first use; `close()` ends it.
 * Close what you open: a running server keeps the process alive.
 *
 * @example
 * ```ts
 * const codex = new Codex();
 * try {
 *   const thread = await codex.threadStart({ sandbox: "read-only" });
 *   const turn = await thread.turn("Explain this folder in one paragraph.");
 *   for await (const text of turn.textStream()) process.stdout.write(text);
 *   const { usage } = await turn.result();
 *   console.log(`\n${usage?.total.totalTokens ?? 0} tokens`);
 * } finally {
 *   await codex.close();
 * }
 * ```
 */
export class Codex implements AsyncDisposable {
  readonly #hub: NotificationHub;
  readonly #server: ServerLifecycle;
  readonly #threads: ThreadOpener;

  /** Checks the options and does nothing else. Throws an `OptionsError`. */
  constructor(options?: CodexOptions) {
    const parsed = parseOptions(options);
    const handlers = new ThreadHandlers(parsed.handlers);
    this.#hub = new NotificationHub(parsed.limits);
    this.#server = new ServerLifecycle(parsed, {
      handlersOf: (threadId) => handlers.of(threadId),
      notification: (notification, size) => {
        handlers.observe(notification);
        this.#hub.publish(notification, size);
      },
      closing: () => this.#hub.close(),
      died: (reason) => this.#hub.close(reason),
    });
    this.#threads = { options: parsed, handlers, server: this.#server };
  }

  /** Where the server stands; `idle` until the first use. */
  get state(): CodexState {
    return this.#server.state;
  }

  /** What the server told about itself; undefined until it has been started. */
  get metadata(): CodexMetadata | undefined {
    return this.#server.metadata;
  }

  /** Process id of the server; undefined when it does not run, or this client did not start it. */
  get pid(): number | undefined {
    return this.#server.pid;
  }

  /**
   * Starts the server and shakes hands; calls share one start, and a failed one may be tried
   * again. Rejects with `RuntimeNotFoundError` when there is no binary, with `StartupError` when
   * it does not become ready within `timeouts.startMs`, with `TransportClosedError` after
   * `close()` or once a started server has died.
   */
  start(): Promise<CodexMetadata> {
    return this.#server.start();
  }

  /**
   * Ends the server: rejects whatever is pending with `TransportClosedError`, lets what was
   * written leave, ends stdin, then SIGTERM, then SIGKILL, `timeouts.closeMs` for each.
   * Idempotent; never rejects.
   */
  close(): Promise<void> {
    return this.#server.close();
  }

  /** The same as `close()`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * Starts a new conversation.
   *
   * @example
   * ```ts
   * const thread = await codex.threadStart({ model: model.model });
   * const { finalResponse } = await thread.run("What is 6 times 7?", { effort });
   * ```
   */
  threadStart(options: ThreadStartOptions = {}): Promise<Thread> {
    return startThread(this.#threads, options);
  }

  /**
   * Continues a stored conversation. One that the server has loaded already keeps its settings;
   * what was asked for in vain is logged as a warning.
   *
   * @example
   * ```ts
   * const thread = await codex.threadResume(threadId);
   * const { finalResponse } = await thread.run("Which colour did I name?");
   * console.log(finalResponse);
   * ```
   */
  threadResume(threadId: string, options: ThreadResumeOptions = {}): Promise<Thread> {
    return resumeThread(this.#threads, threadId, options);
  }

  /** Starts a new conversation with the history of another one. */
  threadFork(threadId: string, options: ThreadForkOptions = {}): Promise<Thread> {
    return forkThread(this.#threads, threadId, options);
  }

  /** Puts a conversation away; a running turn is interrupted first. */
  async threadArchive(threadId: string, call?: CallOptions): Promise<void> {
    await this.#checked("thread/archive", { threadId }, call);
  }

  /** Takes a conversation out of the archive and resumes it. */
  async threadUnarchive(threadId: string, call?: CallOptions): Promise<Thread> {
    await this.#checked("thread/unarchive", { threadId }, call);
    return this.threadResume(threadId, call);
  }

  /** Deletes a conversation for good; a running turn is interrupted first. */
  async threadDelete(threadId: string, call?: CallOptions): Promise<void> {
    await this.#checked("thread/delete", { threadId }, call);
  }

  /** The stored conversations: `await` for the first page, `for await` for all of them. */
  threadList(options: ThreadListOptions = {}): PagePromise<wire.Thread, wire.ThreadListResponse> {
    return new PagePromise((cursor) => this.#page("thread/list", options, cursor));
  }

  /**
   * The models: `await` for the first page, `for await` for all of them.
   *
   * @example
   * ```ts
   * for await (const model of codex.models()) {
   *   const efforts = model.supportedReasoningEfforts.map((option) => option.reasoningEffort);
   *   console.log(`${model.isDefault ? "*" : " "} ${model.model}: ${efforts.join(", ")}`);
   * }
   * ```
   */
  models(options: ModelsOptions = {}): PagePromise<wire.Model, wire.ModelListResponse> {
    return new PagePromise((cursor) => this.#page("model/list", options, cursor));
  }

  /** Who is logged in; `account` is null when nobody is. */
  async account(options: AccountOptions = {}): Promise<wire.GetAccountResponse> {
    checkOptions(options);
    const { signal, timeoutMs, ...params } = options;
    return this.#checked("account/read", params, { signal, timeoutMs });
  }

  /** The account's rate limits. Rejects when nobody is logged in with ChatGPT. */
  rateLimits(call?: CallOptions): Promise<wire.GetAccountRateLimitsResponse> {
    return this.request("account/rateLimits/read", undefined, call);
  }

  /** The account's token usage. Rejects when nobody is logged in with ChatGPT. */
  usage(call?: CallOptions): Promise<wire.GetAccountTokenUsageResponse> {
    return this.request("account/usage/read", undefined, call);
  }

  /**
   * Logs in with an API key, which the server stores in its CODEX_HOME. Rejects with an
   * `OptionsError` when the key is empty.
   */
  async loginApiKey(apiKey: string, call?: CallOptions): Promise<void> {
    checkApiKey(apiKey);
    await this.#checked("account/login/start", { type: "apiKey", apiKey }, call);
  }

  /** Starts a login with ChatGPT in the browser. A second one cancels the first. */
  async loginChatgpt(call?: CallOptions): Promise<ChatgptLoginHandle> {
    return loginChatgpt({ client: await this.#server.ready(call?.signal), hub: this.#hub, call });
  }

  /** Starts a login with ChatGPT on another device. */
  async loginChatgptDeviceCode(call?: CallOptions): Promise<DeviceCodeLoginHandle> {
    const client = await this.#server.ready(call?.signal);
    return loginChatgptDeviceCode({ client, hub: this.#hub, call });
  }

  /** Logs out. Does nothing when nobody is logged in. */
  async logout(call?: CallOptions): Promise<void> {
    await this.request("account/logout", undefined, call);
  }

  /** Any request of the protocol. Rejects with a `JsonRpcError` when the server refuses it. */
  async request<M extends keyof wire.ClientRequests>(
    method: M,
    ...[params, options]: RequestArgs<M>
  ): Promise<wire.ClientRequests[M]["result"]> {
    checkOptions(options, callOptions);
    const client = await this.#server.ready(options?.signal);
    // `RequestArgs` lets params be left out only where the method takes undefined.
    return client.request(method, params as wire.ClientRequests[M]["params"], options);
  }

  /** A request that this version of the package does not know. Nothing is checked. */
  async requestRaw(method: string, params?: unknown, options?: CallOptions): Promise<unknown> {
    checkOptions(options, callOptions);
    const client = await this.#server.ready(options?.signal);
    return client.requestRaw(method, params, options);
  }

  /**
   * The server's notifications from this call on, of every thread. Ends with `close()`; rejects
   * with `TransportClosedError` when the server dies, with `BufferOverflowError` when it is read
   * far too slowly.
   */
  notifications(options: NotificationsOptions = {}): AsyncIterable<wire.ServerNotification> {
    const subscription = this.#hub.subscribe(options);
    const { endReason } = this.#server;
    if (endReason) subscription.fail(endReason);
    return subscription;
  }

  async #page<M extends "thread/list" | "model/list">(
    method: M,
    options: ThreadListOptions | ModelsOptions,
    cursor: string | null,
  ): Promise<wire.ClientRequests[M]["result"]> {
    checkOptions(options);
    const { signal, timeoutMs, ...params } = options;
    const page = { ...params, cursor: cursor ?? params.cursor ?? null };
    return this.#checked(method, page, { signal, timeoutMs });
  }

  async #checked<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    call: CallOptions | undefined,
  ): Promise<wire.ClientRequests[M]["result"]> {
    checkOptions(call, callOptions);
    await checkParams(method, params ?? {});
    const client = await this.#server.ready(call?.signal);
    return client.request(method, params, call);
  }
}
