import { abortable } from "../async/abortable.js";
import { withResolvers } from "../async/with-resolvers.js";
import type { AppServerClient } from "../client/app-server-client.js";
import { TransportClosedError } from "../errors/index.js";
import type { ResolvedOptions } from "../options/options.js";
import type { ClientHooks } from "./create-client.js";
import { type CodexMetadata, Launch, type StartedServer } from "./launch.js";

/**
 * The state of a `Codex`. `failed` means either that the server did not start, which may be tried
 * again, or that a started server died, which is final.
 */
export type CodexState = "idle" | "starting" | "ready" | "closing" | "closed" | "failed";

export interface LifecycleHooks extends Omit<ClientHooks, "ended"> {
  /** Called when the client is being closed. */
  closing(): void;
  /** Called when a server that was ready has died. */
  died(reason: TransportClosedError): void;
}

type Lifecycle =
  | { name: "idle" }
  | { name: "starting"; launch: Launch; started: Promise<CodexMetadata> }
  | { name: "ready"; client: AppServerClient; started: Promise<CodexMetadata> }
  | { name: "closing" | "closed"; done: Promise<void> }
  /** `mayRetry`: the start failed and may be tried again. Otherwise a running server died. */
  | { name: "failed"; error: Error; mayRetry: boolean };

/** Starts and ends the one server of a `Codex`, and knows its state. */
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

  /** Why no server can be used any more; undefined while one still can. */
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
    // Set before anything is ended, so that a requested end is not reported as a crash.
    this.#lifecycle = { name: "closing", done };
    this.#hooks.closing();
    void shutDown(lifecycle).then(() => {
      this.#lifecycle = { name: "closed", done };
      resolve();
    });
    return done;
  }

  /** Resolves with the running server's client, after starting the server if necessary. */
  async ready(signal?: AbortSignal): Promise<AppServerClient> {
    signal?.throwIfAborted();
    await abortable(this.start(), signal);
    return this.running();
  }

  /** The running server's client. Throws when no server is running. */
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
