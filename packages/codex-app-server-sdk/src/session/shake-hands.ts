import type * as wire from "codex-app-server-sdk/protocol";
import { deadline } from "../async/deadline.js";
import type { AppServerClient } from "../client/app-server-client.js";
import { codexVersion } from "../protocol/generated/codex-version.js";
import { versionNotice } from "./version-notice.js";

/** What a server said about itself when it started. */
export type CodexMetadata = wire.InitializeResponse & {
  /** The server's version, taken from its user agent; null when that contains none. */
  serverVersion: string | null;
};

/** Opens the connection and performs the handshake; a version that is not expected is logged. */
export async function shakeHands(client: AppServerClient): Promise<CodexMetadata> {
  const { logger, timeouts } = client.options;
  // A deadline of its own, because the transport may hang before `initialize` is sent.
  const opening = client.initialize();
  const response = await deadline(opening, { method: "initialize", ms: timeouts.startMs });
  const serverVersion = versionOf(response.userAgent);
  const notice = versionNotice(serverVersion, codexVersion);
  if (notice) logger.warn(notice);
  return { ...response, serverVersion };
}

function versionOf(userAgent: unknown): string | null {
  return /\/(\d+\.\d+\.\d+\S*)/.exec(String(userAgent))?.[1] ?? null;
}
