import type * as wire from "codex-app-server-sdk/protocol";
import { ProtocolError } from "../errors/index.js";
import type { CallOptions } from "../options/call-options.js";
import type { McpLoginOptions } from "../options/server-options.js";
import type { CodexSession } from "../session/codex-session.js";

/** A login with an MCP server, in the browser: open `authUrl` there. */
export interface McpLoginHandle {
  /** The id under which the server knows this login. */
  readonly loginId: string;
  /** The page where the user logs in. The address contains secrets: don't log it. */
  readonly authUrl: string;
  /**
   * Resolves when the login has ended, also when it failed or took too long (`success: false`, with
   * an `error`). Rejects with the signal's reason, with `RequestTimeoutError` after `timeoutMs`
   * (default: no limit), or with `TransportClosedError` when the server ends first. Giving up
   * waiting does not end the login: you may call `wait()` again.
   */
  wait(options?: CallOptions): Promise<wire.McpServerOauthLoginCompletedNotification>;
}

/** As good as no limit: the server has one of its own when none is given. */
const longestSecs = 2 ** 31 - 1;

/** See `McpServers.login`. */
export async function startMcpLogin(
  session: CodexSession,
  name: string,
  options: McpLoginOptions | undefined,
): Promise<McpLoginHandle> {
  const { own, sent } = session.split("mcpServer/oauth/login", options);
  const { signal, timeoutMs } = own;
  const params = { ...sent, name, timeoutSecs: secondsOf(timeoutMs) };
  const end = session.loginEnd("mcpServer/oauthLogin/completed");
  try {
    const answer = await session.request("mcpServer/oauth/login", params, { signal });
    const { loginId, authorizationUrl } = answer;
    if (typeof loginId !== "string") {
      throw new ProtocolError(`The server did not say which login with ${name} it has started.`);
    }
    return { loginId, authUrl: authorizationUrl, wait: end.of(loginId) };
  } catch (error) {
    await end.leave();
    throw error;
  }
}

function secondsOf(timeoutMs: number | undefined): number | null {
  if (timeoutMs === undefined) return null;
  return timeoutMs === 0 ? longestSecs : Math.ceil(timeoutMs / 1_000);
}
