import type { AppServerClient } from "../client/app-server-client.js";
import { messageOf } from "../errors/error-text.js";
import { OptionsError, StartupError, TransportClosedError } from "../errors/index.js";
import type { CodexSession } from "../session/codex-session.js";
import type { CodexMetadata } from "../session/shake-hands.js";
import type { Transport } from "../transport/transport.js";
import type { NamedTransport } from "./create-transport.js";

export interface StartedServer {
  client: AppServerClient;
  metadata: CodexMetadata;
}

export interface LaunchOptions {
  /** Makes the transport, and starts the server if that is up to this client. */
  transport(): Promise<NamedTransport>;
  session(): Promise<CodexSession>;
  /** The connection has ended. Returns whether it is being made again. */
  ended(reason: TransportClosedError): boolean;
}

/** The start of a server: its process, its connection and the handshake. */
export class Launch {
  /**
   * Rejects with `RuntimeNotFoundError` or `StartupError`, or with `TransportClosedError` after
   * `cancel()`. When it rejects, nothing is left running.
   */
  readonly started: Promise<StartedServer>;
  /** What there is to be closed. */
  #opened: { close(): Promise<void> } | undefined;
  #isCancelled = false;

  constructor(options: LaunchOptions) {
    this.started = this.#start(options);
  }

  /**
   * Stops the start at whatever point it has reached. Resolves when nothing of it is left running;
   * never rejects.
   */
  async cancel(): Promise<void> {
    this.#isCancelled = true;
    await this.#opened?.close();
    await this.started.catch(() => {}); // this error goes to the callers that await `started`
  }

  async #start({ transport: make, session, ended }: LaunchOptions): Promise<StartedServer> {
    const { transport, serverName } = await make();
    const opened = await this.#loadOrClose(transport, session);
    const client = opened.createClient(transport, ended);
    this.#opened = client;
    try {
      return { client, metadata: await opened.shakeHands(client) };
    } catch (error) {
      await client.close();
      if (this.#isCancelled) throw closedWhileStarting();
      // A command that is too long for the system.
      if (error instanceof OptionsError) throw error;
      throw startupError(serverName, error, client);
    }
  }

  /** Loads what the server needs; one that was started for nothing is ended. */
  async #loadOrClose<T>(transport: Transport, load: () => Promise<T>): Promise<T> {
    this.#opened = transport;
    try {
      if (this.#isCancelled) throw closedWhileStarting();
      const loaded = await load();
      if (this.#isCancelled) throw closedWhileStarting();
      return loaded;
    } catch (error) {
      await transport.close();
      throw error;
    }
  }
}

function startupError(
  serverName: string,
  cause: unknown,
  { options, stderrTail }: AppServerClient,
): StartupError {
  const { redactor } = options;
  const why = redactor.text(reasonOf(cause));
  return new StartupError(`${serverName} did not become ready: ${why}`, {
    stderrTail,
    cause: redactor.error(cause),
  });
}

function reasonOf(cause: unknown): string {
  // The message without the lines from stderr, which `StartupError` adds itself.
  return cause instanceof TransportClosedError ? cause.summary : messageOf(cause);
}

function closedWhileStarting(): TransportClosedError {
  return new TransportClosedError("The client was closed by close() while the server started.");
}
