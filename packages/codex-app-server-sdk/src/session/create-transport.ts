import { absoluteEnv } from "../options/absolute-env.js";
import { ownKeySettings } from "../options/api-key.js";
import { configArgs } from "../options/config-args.js";
import type { ResolvedOptions } from "../options/options.js";
import { ownTransport } from "../options/own-transport.js";
import { refuseSecretArgs } from "../options/refuse-secret-args.js";
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
 * Makes the transport that the options ask for. Rejects with `RuntimeNotFoundError` when it needs a
 * binary and there is none, and with an `OptionsError` when an argument contains a secret.
 */
export async function createTransport(options: ResolvedOptions): Promise<NamedTransport> {
  const transport = ownTransport(options);
  return transport ? { transport, serverName: "the given transport" } : stdioTransport(options);
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
  return { transport, serverName: binary.path };
}
