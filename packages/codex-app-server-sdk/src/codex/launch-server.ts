import type * as wire from "codex-app-server-sdk/protocol";
import { deadline } from "../async/deadline.js";
import type { AppServerClient } from "../client/app-server-client.js";
import { StartupError, TransportClosedError } from "../errors/index.js";
import type { ResolvedOptions } from "../options/options.js";
import { codexVersion } from "../protocol/generated/codex-version.js";
import type { ClientHooks } from "./create-client.js";
import { versionNotice } from "./version-notice.js";

/** What a started server told about itself. */
export type CodexMetadata = wire.InitializeResponse & {
  /** The server's version, from its user agent; null when it names none. */
  serverVersion: string | null;
};

export interface StartedServer {
  client: AppServerClient;
  metadata: CodexMetadata;
}

/** A server on its way up. */
export interface Launch {
  readonly started: Promise<StartedServer>;
  /** Ends it, however far it has come. Resolves when nothing of it is left; never rejects. */
  cancel(): Promise<void>;
}

/**
 * Starts a server and shakes hands. `started` rejects with `RuntimeNotFoundError` or
 * `StartupError`, and with `TransportClosedError` once cancelled; nothing is left running then.
 */
export function launchServer(options: ResolvedOptions, hooks: ClientHooks): Launch {
  let client: AppServerClient | undefined;
  let cancelled = false;

  const start = async (): Promise<StartedServer> => {
    const { createClient } = await import("./create-client.js");
    const { client: opening, serverName } = await createClient(options, hooks);
    if (cancelled) throw closedWhileStarting();
    client = opening;
    try {
      // The transport may hang before there is a request to time out.
      const { startMs } = options.timeouts;
      const response = await deadline(opening.initialize(), { method: "initialize", ms: startMs });
      const serverVersion = versionOf(response.userAgent);
      const notice = versionNotice(serverVersion, codexVersion);
      if (notice) opening.options.logger.warn(notice);
      return { client: opening, metadata: { ...response, serverVersion } };
    } catch (error) {
      await opening.close();
      throw cancelled ? closedWhileStarting() : startupError(serverName, error, opening.stderrTail);
    }
  };

  const started = start();
  return {
    started,
    async cancel() {
      cancelled = true;
      await client?.close();
      await started.catch(() => {}); // whoever waits for it is told
    },
  };
}

function startupError(serverName: string, cause: unknown, stderrTail: string): StartupError {
  return new StartupError(`${serverName} did not become ready: ${reasonOf(cause)}`, {
    stderrTail,
    cause,
  });
}

function reasonOf(cause: unknown): string {
  // Its own stderr tail would stand in the message twice.
  if (cause instanceof TransportClosedError) return cause.rawMessage.split("\nstderr: ")[0] ?? "";
  return cause instanceof Error ? cause.message : String(cause);
}

function closedWhileStarting(): TransportClosedError {
  return new TransportClosedError("The client was closed by close() while the server started.");
}

function versionOf(userAgent: unknown): string | null {
  return /\/(\d+\.\d+\.\d+\S*)/.exec(String(userAgent))?.[1] ?? null;
}
