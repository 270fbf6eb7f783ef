import type * as wire from "codex-app-server-sdk/protocol";
import { deadline } from "../async/deadline.js";
import type { AppServerClient } from "../client/app-server-client.js";
import { codexVersion } from "../protocol/generated/codex-version.js";
import { serverVersion } from "./server-version.js";
import { versionNotice } from "./version-notice.js";

/** What a server said about itself when it started. */
export type CodexMetadata = wire.InitializeResponse & {
  /** The server's version, taken from its user agent; null when that contains none. */
  serverVersion: string | null;
};

/** Opens the connection and performs the handshake; a version that is not expected is logged. */
export async function shakeHands(client: AppServerClient): Promise<CodexMetadata> {
  const { clientInfo, logger, timeouts } = client.options;
  // A deadline of its own, because the transport may hang before `initialize` is sent.
  const opening = client.initialize();
  const response = await deadline(opening, { method: "initialize", ms: timeouts.startMs });
  const version = serverVersion(response.userAgent, clientInfo.name);
  const notice = versionNotice(version, codexVersion);
  if (notice) logger.warn(notice);
  return { ...response, serverVersion: version };
}
