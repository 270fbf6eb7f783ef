import { abortable } from "../async/abortable.js";
import { throwIfAborted } from "../async/throw-if-aborted.js";
import { withResolvers } from "../async/with-resolvers.js";
import type { AppServerClient } from "../client/app-server-client.js";
import { TransportClosedError } from "../errors/index.js";
import type { CodexSession } from "../session/codex-session.js";
import type { ServerAccess } from "../session/session-server.js";
import type { CodexMetadata } from "../session/shake-hands.js";
import { Launch, type StartedServer } from "./launch.js";

/**
 * Where the server of a `Codex` stands. `failed`: it did not start, and may be tried again. `lost`:
 * a server that was started has died, for good.
 */
export type CodexState = "idle" | "starting" | "ready" | "closing" | "closed" | "failed" | "lost";

export interface LifecycleOptions {
  session(): Promise<CodexSession>;
  /** The client is being closed. */
  closing(): void;
  /** Called when a server that was ready has died. */
  died(reason: TransportClosedError): void;
}

type Lifecycle =
  | { name: "idle" }
  | { name: "starting"; launch: Launch; started: Promise<CodexMetadata> }
  | { name: "ready"; client: AppServerClient; started: Promise<CodexMetadata> }
  | { name: "closing" | "closed"; done: Promise<void> }
  /** The start failed. */
  | { name: "failed" }
  /** A running server died. */
  | { name: "lost"; reason: TransportClosedError };

/** The life of the one server of a `Codex`: idle, starting, ready, and the ways it ends. */
export class ServerLifecycle implements ServerAccess {
  readonly #options: LifecycleOptions;
  readonly #ended = withResolvers<TransportClosedError | undefined>();
  #lifecycle: Lifecycle = { name: "idle" };
  #metadata: CodexMetadata | undefined;

  constructor(options: LifecycleOptions) {
    this.#options = options;
  }

  get state(): CodexState {
    return this.#lifecycle.name;
  }

  get metadata(): CodexMetadata | undefined {
    return this.#metadata;
  }

  get pid(): number | undefined {
    return this.#lifecycle.name === "ready" ? this.#lifecycle.client.pid : undefined;
  }

  get isRunning(): boolean {
    return this.#lifecycle.name === "ready";
  }

  /** Resolves when nothing can be sent or heard any more: with the reason, unless it was closed. */
  get ended(): Promise<TransportClosedError | undefined> {
    return this.#ended.promise;
  }

  /** Why nothing can be sent or heard any more, if so. */
  get endReason(): TransportClosedError | undefined {
    const lifecycle = this.#lifecycle;
    if ("done" in lifecycle) return closedByUser();
    return lifecycle.name === "lost" ? lifecycle.reason : undefined;
  }

  start(): Promise<CodexMetadata> {
    const lifecycle = this.#lifecycle;
    switch (lifecycle.name) {
      case "starting":
      case "ready":
        return lifecycle.started;
      case "closing":
      case "closed":
        return Promise.reject(closedByUser());
      case "lost":
        return Promise.reject(lifecycle.reason);
      default:
        return this.#begin();
    }
  }

  close(): Promise<void> {
    const lifecycle = this.#lifecycle;
    if ("done" in lifecycle) return lifecycle.done;
    const { promise: done, resolve } = withResolvers<void>();
    // Set before anything is ended, so that a requested end is not reported as a crash.
    this.#lifecycle = { name: "closing", done };
    this.#options.closing();
    void this.#shutDown(lifecycle).then(() => {
      this.#lifecycle = { name: "closed", done };
      this.#ended.resolve(undefined);
      resolve();
    });
    return done;
  }

  /** Resolves with the running server's client, after starting the server if necessary. */
  async ready(signal?: AbortSignal): Promise<AppServerClient> {
    throwIfAborted(signal);
    await abortable(this.start(), signal);
    return this.running();
  }

  /** The running server's client. Throws when no server is running. */
  running(): AppServerClient {
    if (this.#lifecycle.name === "ready") return this.#lifecycle.client;
    throw this.endReason ?? new TransportClosedError("The server has not been started.");
  }

  #begin(): Promise<CodexMetadata> {
    const launch = new Launch({
      ...this.#options,
      ended: (reason) => this.#serverEnded(reason),
    });
    const started = launch.started.then(
      (server) => this.#becomeReady(launch, server),
      (error: Error) => this.#becomeFailed(launch, error),
    );
    // Avoids an unhandled rejection: the callers of `start()` await this promise.
    started.catch(() => {});
    this.#lifecycle = { name: "starting", launch, started };
    return started;
  }

  #becomeReady(launch: Launch, { client, metadata }: StartedServer): CodexMetadata {
    const lifecycle = this.#lifecycle;
    if (lifecycle.name !== "starting" || lifecycle.launch !== launch) throw closedByUser();
    this.#metadata = metadata;
    this.#lifecycle = { name: "ready", client, started: lifecycle.started };
    // The server may have died right after its answer.
    if (client.endReason) this.#serverEnded(client.endReason);
    return metadata;
  }

  #becomeFailed(launch: Launch, error: Error): never {
    const lifecycle = this.#lifecycle;
    if (lifecycle.name === "starting" && lifecycle.launch === launch) {
      this.#lifecycle = { name: "failed" };
    }
    throw error;
  }

  #serverEnded(reason: TransportClosedError): void {
    if (this.#lifecycle.name !== "ready") return;
    this.#lifecycle = { name: "lost", reason };
    this.#options.died(reason);
    this.#ended.resolve(reason);
  }

  async #shutDown(lifecycle: Lifecycle): Promise<void> {
    if (lifecycle.name === "starting") await lifecycle.launch.cancel();
    if (lifecycle.name !== "ready") return;
    await (await this.#options.session()).pauseGoals(lifecycle.client);
    await lifecycle.client.close();
  }
}

function closedByUser(): TransportClosedError {
  return new TransportClosedError("This client was closed by close().");
}
