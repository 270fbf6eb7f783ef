import { abortable } from "../async/abortable.js";
import { withResolvers } from "../async/with-resolvers.js";
import type { AppServerClient } from "../client/app-server-client.js";
import { TransportClosedError } from "../errors/index.js";
import type { ResolvedOptions } from "../options/options.js";
import type { ClientHooks } from "./create-client.js";
import { type CodexMetadata, Launch, type StartedServer } from "./launch.js";

/**
 * Where the server of a `Codex` stands. `failed`: it did not start, and may be tried again, or it
 * died, and stays so.
 */
export type CodexState = "idle" | "starting" | "ready" | "closing" | "closed" | "failed";

export interface LifecycleHooks extends Omit<ClientHooks, "ended"> {
  /** The client is being closed. */
  closing(): void;
  /** A server that was ready has died. */
  died(reason: TransportClosedError): void;
}

type Lifecycle =
  | { name: "idle" }
  | { name: "starting"; launch: Launch; started: Promise<CodexMetadata> }
  | { name: "ready"; client: AppServerClient; started: Promise<CodexMetadata> }
  | { name: "closing" | "closed"; done: Promise<void> }
  /** `mayRetry`: it was the start that failed. Otherwise a running server died, for good. */
  | { name: "failed"; error: Error; mayRetry: boolean };

/** The life of the one server of a `Codex`: idle, starting, ready, and the ways it ends. */
export class ServerLifecycle {
  readonly #options: ResolvedOptions;
  readonly #hooks: LifecycleHooks;
  #lifecycle: Lifecycle = { name: "idle" };
  #metadata: CodexMetadata | undefined;

  constructor(options: ResolvedOptions, hooks: LifecycleHooks) {
    this.#options = options;
    this.#hooks = hooks;
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

  /** Why nothing can be sent or heard any more, if so. */
  get endReason(): Error | undefined {
    const lifecycle = this.#lifecycle;
    if ("done" in lifecycle) return closedByUser();
    return lifecycle.name === "failed" && !lifecycle.mayRetry ? lifecycle.error : undefined;
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
      case "failed":
        return lifecycle.mayRetry ? this.#begin() : Promise.reject(lifecycle.error);
      default:
        return this.#begin();
    }
  }

  close(): Promise<void> {
    const lifecycle = this.#lifecycle;
    if ("done" in lifecycle) return lifecycle.done;
    const { promise: done, resolve } = withResolvers<void>();
    // Before anything is ended: an end that was asked for is no death.
    this.#lifecycle = { name: "closing", done };
    this.#hooks.closing();
    void shutDown(lifecycle).then(() => {
      this.#lifecycle = { name: "closed", done };
      resolve();
    });
    return done;
  }

  /** The running server's client; starts the server if need be. */
  async ready(signal?: AbortSignal): Promise<AppServerClient> {
    signal?.throwIfAborted();
    await abortable(this.start(), signal);
    return this.running();
  }

  /** The running server's client. Throws when there is none. */
  running(): AppServerClient {
    if (this.#lifecycle.name === "ready") return this.#lifecycle.client;
    throw this.endReason ?? new TransportClosedError("The server has not been started.");
  }

  #begin(): Promise<CodexMetadata> {
    const launch = new Launch(this.#options, {
      ...this.#hooks,
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
    this.#hooks.died(reason);
  }
}

async function shutDown(lifecycle: Lifecycle): Promise<void> {
  if (lifecycle.name === "starting") await lifecycle.launch.cancel();
  if (lifecycle.name === "ready") await lifecycle.client.close();
}

function closedByUser(): TransportClosedError {
  return new TransportClosedError("This client was closed by close().");
}
