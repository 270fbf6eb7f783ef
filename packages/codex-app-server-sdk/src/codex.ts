import type * as wire from "codex-app-server-sdk/protocol";
import type { AppServerClient, CallOptions } from "./client/app-server-client.js";
import { NotificationHub, type NotificationsOptions } from "./client/notification-hub.js";
import { TransportClosedError } from "./errors.js";
import type { Handlers } from "./handlers.js";
import {
  type CodexMetadata,
  type Launch,
  launchServer,
  type StartedServer,
} from "./launch-server.js";
import { orAborted } from "./on-abort.js";
import type { CodexOptions, ResolvedOptions } from "./options.js";
import { parseOptions } from "./parse-options.js";
import { type Presets, threadPresets } from "./presets.js";
import { Thread } from "./thread.js";
import { withResolvers } from "./with-resolvers.js";

export type CodexState = "idle" | "starting" | "ready" | "closing" | "closed" | "failed";

/** Options of `threadStart`: the wire's own, the presets, and handlers for this thread alone. */
export interface ThreadStartOptions
  extends Omit<wire.ThreadStartParams, "sandbox">,
    Presets,
    CallOptions {
  /** Win over the client's handlers, one by one. */
  handlers?: Handlers | undefined;
}

/** Params are left out where the method takes none, or only optional ones. */
export type RequestArgs<M extends keyof wire.ClientRequests> =
  undefined extends wire.ClientRequests[M]["params"]
    ? [params?: wire.ClientRequests[M]["params"], options?: CallOptions]
    : [params: wire.ClientRequests[M]["params"], options?: CallOptions];

type Lifecycle =
  | { name: "idle" }
  | { name: "starting"; launch: Launch; started: Promise<CodexMetadata> }
  | { name: "ready"; client: AppServerClient; started: Promise<CodexMetadata> }
  | { name: "closing" | "closed"; done: Promise<void> }
  /** `mayRetry`: it was the start that failed. Otherwise a running server died, for good. */
  | { name: "failed"; error: Error; mayRetry: boolean };

/**
 * One connection to one app-server. The server is started by the first use; `close()` ends it.
 * Close what you open: a running server keeps the process alive.
 */
export class Codex implements AsyncDisposable {
  readonly #options: ResolvedOptions;
  readonly #hub: NotificationHub;
  readonly #threadHandlers = new Map<string, Handlers>();
  #lifecycle: Lifecycle = { name: "idle" };
  #metadata: CodexMetadata | undefined;

  /** Checks the options and does nothing else. Throws an `OptionsError`. */
  constructor(options?: CodexOptions) {
    this.#options = parseOptions(options);
    this.#hub = new NotificationHub(this.#options.limits);
  }

  get state(): CodexState {
    return this.#lifecycle.name;
  }

  /** What the server told about itself; undefined until it has been started. */
  get metadata(): CodexMetadata | undefined {
    return this.#metadata;
  }

  /** Process id of the server; undefined when it does not run, or this client did not start it. */
  get pid(): number | undefined {
    return this.#lifecycle.name === "ready" ? this.#lifecycle.client.pid : undefined;
  }

  /**
   * Starts the server and shakes hands; calls share one start, and a failed one may be tried
   * again. Rejects with `RuntimeNotFoundError` when there is no binary, with `StartupError` when
   * it does not become ready within `timeouts.startMs`, with `TransportClosedError` after
   * `close()` or once a started server has died.
   */
  start(): Promise<CodexMetadata> {
    const lifecycle = this.#lifecycle;
    switch (lifecycle.name) {
      case "starting":
      case "ready":
        return lifecycle.started;
      case "closing":
      case "closed":
        return Promise.reject(closedByUser());
      case "failed":
        return lifecycle.mayRetry ? this.#begin() : Promise.reject(lifecycle.error);
      default:
        return this.#begin();
    }
  }

  /**
   * Ends the server: rejects whatever is pending with `TransportClosedError`, lets what was
   * written leave, ends stdin, then SIGTERM, then SIGKILL, `timeouts.closeMs` for each.
   * Idempotent; never rejects.
   */
  close(): Promise<void> {
    const lifecycle = this.#lifecycle;
    if ("done" in lifecycle) return lifecycle.done;
    const { promise: done, resolve } = withResolvers<void>();
    // Before anything is ended: an end that was asked for is no death.
    this.#lifecycle = { name: "closing", done };
    this.#hub.close();
    void shutDown(lifecycle).then(() => {
      this.#lifecycle = { name: "closed", done };
      resolve();
    });
    return done;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Starts a new conversation. */
  async threadStart(options: ThreadStartOptions = {}): Promise<Thread> {
    const { handlers, signal, timeoutMs, ...rest } = options;
    const params = this.#threadStartParams(rest, handlers);
    const client = await this.#ready(signal);
    const onResult = ({ thread }: wire.ThreadStartResponse): void => {
      if (handlers) this.#threadHandlers.set(thread.id, handlers);
    };
    const started = await client.request("thread/start", params, { signal, timeoutMs, onResult });
    return new Thread({ client: () => this.#runningClient() }, started);
  }

  /** Any request of the protocol. Rejects with a `JsonRpcError` when the server refuses it. */
  async request<M extends keyof wire.ClientRequests>(
    method: M,
    ...[params, options]: RequestArgs<M>
  ): Promise<wire.ClientRequests[M]["result"]> {
    const client = await this.#ready(options?.signal);
    return client.request(method, params as wire.ClientRequests[M]["params"], options);
  }

  /** A request that this version of the package does not know. Nothing is checked. */
  async requestRaw(method: string, params?: unknown, options?: CallOptions): Promise<unknown> {
    const client = await this.#ready(options?.signal);
    return client.requestRaw(method, params, options);
  }

  /**
   * The server's notifications from this call on, of every thread. Ends with `close()`; rejects
   * with `TransportClosedError` when the server dies, with `BufferOverflowError` when it is read
   * far too slowly.
   */
  notifications(options: NotificationsOptions = {}): AsyncIterable<wire.ServerNotification> {
    const subscription = this.#hub.subscribe(options);
    const ended = this.#endReason();
    if (ended) subscription.fail(ended);
    return subscription;
  }

  #begin(): Promise<CodexMetadata> {
    const launch = launchServer(this.#options, {
      handlersOf: (threadId) => this.#handlersOf(threadId),
      notification: (notification, size) => this.#hub.publish(notification, size),
      ended: (reason) => this.#serverEnded(reason),
    });
    const started = launch.started.then(
      (server) => this.#becomeReady(launch, server),
      (error: Error) => this.#becomeFailed(launch, error),
    );
    // Whoever waits for the start is told; one that nobody waits for must not end the process.
    started.catch(() => {});
    this.#lifecycle = { name: "starting", launch, started };
    return started;
  }

  #becomeReady(launch: Launch, { client, metadata }: StartedServer): CodexMetadata {
    const lifecycle = this.#lifecycle;
    if (lifecycle.name !== "starting" || lifecycle.launch !== launch) throw closedByUser();
    this.#metadata = metadata;
    this.#lifecycle = { name: "ready", client, started: lifecycle.started };
    // It may have died between its answer and now.
    if (client.endReason) this.#serverEnded(client.endReason);
    return metadata;
  }

  #becomeFailed(launch: Launch, error: Error): never {
    const lifecycle = this.#lifecycle;
    if (lifecycle.name === "starting" && lifecycle.launch === launch) {
      this.#lifecycle = { name: "failed", error, mayRetry: true };
    }
    throw error;
  }

  #serverEnded(reason: TransportClosedError): void {
    if (this.#lifecycle.name !== "ready") return;
    this.#lifecycle = { name: "failed", error: reason, mayRetry: false };
    this.#hub.close(reason);
  }

  /** The running server's client; starts the server if need be. */
  async #ready(signal: AbortSignal | undefined): Promise<AppServerClient> {
    signal?.throwIfAborted();
    await orAborted(this.start(), signal);
    return this.#runningClient();
  }

  #runningClient(): AppServerClient {
    if (this.#lifecycle.name === "ready") return this.#lifecycle.client;
    throw this.#endReason() ?? new TransportClosedError("The server has not been started.");
  }

  /** Why nothing can be sent or heard any more, if so. */
  #endReason(): Error | undefined {
    const lifecycle = this.#lifecycle;
    if ("done" in lifecycle) return closedByUser();
    return lifecycle.name === "failed" && !lifecycle.mayRetry ? lifecycle.error : undefined;
  }

  #handlersOf(threadId: string | null): Handlers {
    const ofThread = threadId === null ? undefined : this.#threadHandlers.get(threadId);
    return { ...this.#options.handlers, ...ofThread };
  }

  #threadStartParams(
    options: Omit<ThreadStartOptions, "handlers" | keyof CallOptions>,
    handlers: Handlers = {},
  ): wire.ThreadStartParams {
    const { approvalMode, sandbox: _sandbox, ...params } = options;
    const asks = { ...this.#options.handlers, ...handlers };
    const isSilent =
      approvalMode === undefined && !options.approvalPolicy && !options.approvalsReviewer;
    const fallback = asks.commandApproval || asks.fileChangeApproval ? "ask" : "auto-review";
    return {
      ...params,
      ...threadPresets({ ...options, ...(isSilent && { approvalMode: fallback }) }),
    };
  }
}

async function shutDown(lifecycle: Lifecycle): Promise<void> {
  if (lifecycle.name === "starting") await lifecycle.launch.cancel();
  if (lifecycle.name === "ready") await lifecycle.client.close();
}

function closedByUser(): TransportClosedError {
  return new TransportClosedError("This client was closed by close().");
}
