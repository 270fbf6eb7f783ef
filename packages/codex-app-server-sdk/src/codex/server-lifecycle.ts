import { abortable } from "../async/abortable.js";
import { throwIfAborted } from "../async/throw-if-aborted.js";
import { withResolvers } from "../async/with-resolvers.js";
import type { AppServerClient } from "../client/app-server-client.js";
import { TransportClosedError } from "../errors/index.js";
import type { CodexSession } from "../session/codex-session.js";
import type { ServerAccess } from "../session/session-server.js";
import type { CodexMetadata } from "../session/shake-hands.js";
import type { NamedTransport } from "./create-transport.js";
import { Launch, type StartedServer } from "./launch.js";

/**
 * Where the server of a `Codex` stands. `reconnecting`: the server has died or the connection to it
 * is lost, and it is being made again; calls wait. `failed`: it did not start, and may be tried
 * again. `lost`: it has died, for good.
 */
export type CodexState =
  | "idle"
  | "starting"
  | "ready"
  | "reconnecting"
  | "closing"
  | "closed"
  | "failed"
  | "lost";

export interface LifecycleOptions {
  /** Whether a lost connection is made again. */
  isRemade: boolean;
  /** Makes the transport, and starts the server if that is up to this client. */
  transport(): Promise<NamedTransport>;
  session(): Promise<CodexSession>;
  /** The client is being closed. */
  closing(): void;
  /** Called when a server that was ready has died for good. */
  died(reason: TransportClosedError): void;
}

type Lifecycle =
  | { name: "idle" }
  | { name: "starting"; launch: Launch; started: Promise<CodexMetadata> }
  | { name: "ready"; client: AppServerClient; started: Promise<CodexMetadata> }
  | { name: "reconnecting"; remaking: Remaking; started: Promise<CodexMetadata> }
  | { name: "closing" | "closed"; done: Promise<void> }
  /** The start failed. */
  | { name: "failed" }
  /** A running server died. */
  | { name: "lost"; reason: TransportClosedError };

/** A lost connection that is being made again. */
interface Remaking {
  readonly cancelled: AbortController;
  /** The attempt that is under way. */
  launch?: Launch;
}

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

  get isUsable(): boolean {
    return this.#lifecycle.name === "ready" || this.#lifecycle.name === "reconnecting";
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
      case "reconnecting":
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
    return this.usable(signal);
  }

  /** The running server's client, at once if there is one. Throws when no server is running. */
  usable(signal?: AbortSignal): AppServerClient | Promise<AppServerClient> {
    if (this.#lifecycle.name === "ready") return this.#lifecycle.client;
    this.assertUsable();
    return this.ready(signal);
  }

  /** Throws when no server is running. */
  assertUsable(): void {
    if (this.isUsable) return;
    throw this.endReason ?? new TransportClosedError("The server has not been started.");
  }

  #begin(): Promise<CodexMetadata> {
    const launch = this.#launch();
    const started = launch.started.then(
      (server) => this.#becomeReady(launch, server),
      (error: Error) => this.#becomeFailed(launch, error),
    );
    this.#lifecycle = { name: "starting", launch, started: awaited(started) };
    return started;
  }

  #launch(): Launch {
    const { transport, session } = this.#options;
    return new Launch({ transport, session, ended: (reason) => this.#serverEnded(reason) });
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

  /** Returns whether the connection is being made again. */
  #serverEnded(reason: TransportClosedError): boolean {
    if (this.#lifecycle.name !== "ready") return this.#lifecycle.name === "reconnecting";
    if (!this.#options.isRemade) {
      this.#becomeLost(reason);
      return false;
    }
    const remaking: Remaking = { cancelled: new AbortController() };
    const started = awaited(this.#remake(reason, remaking));
    this.#lifecycle = { name: "reconnecting", remaking, started };
    return true;
  }

  #becomeLost(reason: TransportClosedError): void {
    this.#lifecycle = { name: "lost", reason };
    this.#options.died(reason);
    this.#ended.resolve(reason);
  }

  async #remake(reason: TransportClosedError, remaking: Remaking): Promise<CodexMetadata> {
    const session = await this.#options.session();
    const { signal } = remaking.cancelled;
    const attempt = async (): Promise<StartedServer> => {
      remaking.launch = this.#launch();
      const server = await remaking.launch.started;
      try {
        await session.takeUp(server.client);
        return server;
      } catch (error) {
        await server.client.close();
        throw error;
      }
    };
    try {
      return this.#becomeReadyAgain(remaking, await session.remake({ reason, signal, attempt }));
    } catch (error) {
      if (signal.aborted) throw closedByUser();
      const end = error instanceof TransportClosedError ? error : reason;
      this.#becomeLost(end);
      session.lose(end);
      throw end;
    }
  }

  #becomeReadyAgain(remaking: Remaking, { client, metadata }: StartedServer): CodexMetadata {
    const lifecycle = this.#lifecycle;
    if (lifecycle.name !== "reconnecting" || lifecycle.remaking !== remaking) throw closedByUser();
    this.#metadata = metadata;
    this.#lifecycle = { name: "ready", client, started: lifecycle.started };
    if (client.endReason) this.#serverEnded(client.endReason);
    return metadata;
  }

  async #shutDown(lifecycle: Lifecycle): Promise<void> {
    if (lifecycle.name === "starting") await lifecycle.launch.cancel();
    if (lifecycle.name === "reconnecting") {
      const { cancelled, launch } = lifecycle.remaking;
      cancelled.abort(closedByUser());
      (await this.#options.session()).lose(closedByUser());
      await launch?.cancel();
    }
    if (lifecycle.name === "ready") await this.#closeReady(lifecycle.client);
    if (this.#metadata !== undefined) (await this.#options.session()).endSaving();
  }

  /** What is to be saved is saved before, as far as the server must be asked for it, and after. */
  async #closeReady(client: AppServerClient): Promise<void> {
    const session = await this.#options.session();
    await session.pauseGoals(client);
    await session.flush();
    await client.close();
    await session.flush();
  }
}

/** Avoids an unhandled rejection where no call awaits the promise. */
function awaited<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function closedByUser(): TransportClosedError {
  return new TransportClosedError("This client was closed by close().");
}
