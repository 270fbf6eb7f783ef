import { AppServerClient, type AppServerClientOptions } from "../client/app-server-client.js";
import { guardLogger } from "../diagnostics/logger.js";
import { Redactor } from "../diagnostics/redactor.js";
import type { ResolvedOptions } from "../options/options.js";
import { WireChecks } from "../protocol/wire-checks.js";
import { createTransport } from "./create-transport.js";

export type ClientHooks = Pick<AppServerClientOptions, "handlersOf" | "notification" | "ended">;

/** A client that is not connected yet, and the server's name for error messages. */
export interface NamedClient {
  client: AppServerClient;
  serverName: string;
}

/**
 * Makes a client from the options. The modules that only a started server needs are loaded together
 * with this one: validation, the connection, the process. Rejects with `RuntimeNotFoundError` when
 * there is no binary.
 */
export async function createClient(
  options: ResolvedOptions,
  hooks: ClientHooks,
): Promise<NamedClient> {
  const { transport, serverName } = await createTransport(options);
  const redactor = new Redactor(process.env, options.env ?? {});
  const logger = guardLogger(options.logger, redactor);
  const checks = new WireChecks(options.validate, logger);
  const client = new AppServerClient(transport, { ...options, ...hooks, checks, redactor, logger });
  return { client, serverName };
}
