import type * as wire from "codex-app-server-sdk/protocol";
import { deadline } from "../async/deadline.js";
import type { AppServerClient } from "../client/app-server-client.js";
import { StartupError, TransportClosedError } from "../errors/index.js";
import { codexVersion } from "../protocol/generated/codex-version.js";
import type { CodexSession } from "../session/codex-session.js";
import { versionNotice } from "./version-notice.js";

/** What a server said about itself when it started. */
export type CodexMetadata = wire.InitializeResponse & {
  /** The server's version, taken from its user agent; null when that contains none. */
  serverVersion: string | null;
};

export interface StartedServer {
  client: AppServerClient;
  metadata: CodexMetadata;
}

export interface LaunchOptions {
  /** How long the handshake may take, in milliseconds; 0 = as long as it likes. */
  readonly startMs: number;
  session(): Promise<CodexSession>;
  /** The connection has ended. */
  ended(reason: TransportClosedError): void;
}

/** The start of a server: its process, its connection and the handshake. */
export class Launch {
  /**
   * Rejects with `RuntimeNotFoundError` or `StartupError`, or with `TransportClosedError` after
   * `cancel()`. When it rejects, nothing is left running.
   */
  readonly started: Promise<StartedServer>;
  #client: AppServerClient | undefined;
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
    await this.#client?.close();
    await this.started.catch(() => {}); // this error goes to the callers that await `started`
  }

  async #start({ session, startMs, ended }: LaunchOptions): Promise<StartedServer> {
    const { client, serverName } = await (await session()).createClient(ended);
    if (this.#isCancelled) throw closedWhileStarting();
    this.#client = client;
    try {
      return { client, metadata: await shakeHands(client, startMs) };
    } catch (error) {
      await client.close();
      throw this.#isCancelled
        ? closedWhileStarting()
        : startupError(serverName, error, client.stderrTail);
    }
  }
}

async function shakeHands(client: AppServerClient, ms: number): Promise<CodexMetadata> {
  // A deadline of its own, because the transport may hang before `initialize` is sent.
  const response = await deadline(client.initialize(), { method: "initialize", ms });
  const serverVersion = versionOf(response.userAgent);
  const notice = versionNotice(serverVersion, codexVersion);
  if (notice) client.options.logger.warn(notice);
  return { ...response, serverVersion };
}

function startupError(serverName: string, cause: unknown, stderrTail: string): StartupError {
  return new StartupError(`${serverName} did not become ready: ${reasonOf(cause)}`, {
    stderrTail,
    cause,
  });
}

function reasonOf(cause: unknown): string {
  // The message without the lines from stderr, which `StartupError` adds itself.
  if (cause instanceof TransportClosedError) return cause.summary;
  return cause instanceof Error ? cause.message : String(cause);
}

function closedWhileStarting(): TransportClosedError {
  return new TransportClosedError("The client was closed by close() while the server started.");
}

function versionOf(userAgent: unknown): string | null {
  return /\/(\d+\.\d+\.\d+\S*)/.exec(String(userAgent))?.[1] ?? null;
}
