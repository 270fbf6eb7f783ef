import { absoluteEnv } from "../options/absolute-env.js";
import { ownKeySettings } from "../options/api-key.js";
import { configArgs } from "../options/config-args.js";
import type { ResolvedOptions } from "../options/options.js";
import { refuseSecretArgs } from "../options/refuse-secret-args.js";
import {
  ownTransport,
  socketOptions,
  type UnixSocketOptions,
  type WebSocketOptions,
} from "../options/transport-options.js";
import { findCodex } from "../runtime/find-codex.js";
import { serverEnv } from "../runtime/server-env.js";
import { StdioTransport } from "../transport/stdio-transport.js";
import type { Transport } from "../transport/transport.js";

/** A transport that is not open yet, and the server's name for error messages. */
export interface NamedTransport {
  transport: Transport;
  serverName: string;
}

/**
 * Makes the transport that the options ask for. A server of its own is started at once, so that it
 * starts up while the rest of the client is loaded. Rejects with `RuntimeNotFoundError` when it
 * needs a binary and there is none, and with an `OptionsError` when an argument contains a secret.
 */
export async function createTransport(options: ResolvedOptions): Promise<NamedTransport> {
  const transport = ownTransport(options);
  if (transport) return { transport, serverName: "the given transport" };
  const socket = socketOptions(options);
  return socket ? socketTransport(socket, options) : stdioTransport(options);
}

async function socketTransport(
  socket: UnixSocketOptions | WebSocketOptions,
  { limits, timeouts }: ResolvedOptions,
): Promise<NamedTransport> {
  // Loaded only now: most clients start their server.
  const { WebSocketTransport } = await import("../transport/web-socket-transport.js");
  const transport = new WebSocketTransport({
    target: socket,
    maxMessageBytes: limits.maxMessageBytes,
    closeMs: timeouts.closeMs,
  });
  return { transport, serverName: `the server at ${addressOf(socket)}` };
}

/** Without what follows the path: it may hold a secret. */
function addressOf(socket: UnixSocketOptions | WebSocketOptions): string {
  if (socket.type === "unix") return socket.path;
  const { protocol, host, pathname } = new URL(socket.url);
  return `${protocol}//${host}${pathname}`;
}

async function stdioTransport(options: ResolvedOptions): Promise<NamedTransport> {
  const { apiKey, codexPath, env = {}, config = {}, launchArgs = [] } = options;
  const fromConfig = configArgs({ ...config, ...(apiKey === undefined ? {} : ownKeySettings) });
  refuseSecretArgs(fromConfig, launchArgs);
  const base = options.inheritEnv ? absoluteEnv(process.env) : {};
  const binary = await findCodex({ codexPath, env: absoluteEnv({ ...process.env, ...env }) });
  const transport = new StdioTransport({
    command: binary.path,
    args: ["app-server", ...fromConfig, ...launchArgs],
    cwd: options.cwd,
    env: serverEnv({
      base,
      env,
      codexHome: options.codexHome,
      // With `inheritEnv: false` the server gets exactly `env`, so PATH is not extended either.
      pathDirs: options.inheritEnv ? binary.pathDirs : [],
      platform: process.platform,
    }),
    maxMessageBytes: options.limits.maxMessageBytes,
    closeMs: options.timeouts.closeMs,
  });
  transport.start();
  return { transport, serverName: binary.path };
}
