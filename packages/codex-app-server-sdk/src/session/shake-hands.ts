import type * as wire from "codex-app-server-sdk/protocol";
import { deadline } from "../async/deadline.js";
import type { AppServerClient } from "../client/app-server-client.js";
import type { ResolvedOptions } from "../options/options.js";
import { codexVersion } from "../protocol/generated/codex-version.js";
import { serverVersion } from "./server-version.js";
import { versionNotice } from "./version-notice.js";

/** What a server said about itself when it started. */
export type CodexMetadata = wire.InitializeResponse & {
  /** The server's version, taken from its user agent; null when that contains none. */
  serverVersion: string | null;
};

/** Opens the connection, performs the handshake, and logs in with the key that was given. */
export async function shakeHands(
  client: AppServerClient,
  { apiKey, clientInfo, timeouts }: ResolvedOptions,
): Promise<CodexMetadata> {
  const timeLeft = countDown(timeouts.startMs);
  // A deadline of its own, because the transport may hang before `initialize` is sent.
  const opening = client.initialize();
  const response = await deadline(opening, { method: "initialize", ms: timeouts.startMs });
  if (apiKey !== undefined) await logIn(client, apiKey, timeLeft());
  const version = serverVersion(response.userAgent, clientInfo.name);
  const notice = versionNotice(version, codexVersion);
  if (notice) client.options.logger.warn(notice);
  return { ...response, serverVersion: version };
}

async function logIn(client: AppServerClient, apiKey: string, timeoutMs: number): Promise<void> {
  await client.request("account/login/start", { type: "apiKey", apiKey }, { timeoutMs });
}

/** Says how much is left of a time limit; 0 = no limit, now and later. */
function countDown(ms: number): () => number {
  const end = performance.now() + ms;
  return () => (ms === 0 ? 0 : Math.max(1, end - performance.now()));
}
