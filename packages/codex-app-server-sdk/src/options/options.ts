import type * as wire from "codex-app-server-sdk/protocol";
import type { Logger } from "../diagnostics/logger.js";
import type { TraceEntry } from "../diagnostics/trace.js";
import type { ValidationMode } from "../protocol/wire-checks.js";
import type { Handlers } from "../server-requests/handlers.js";
import type { Transport } from "../transport/transport.js";

/** A value of the `config` option: what both JSON and TOML can say. */
export type ConfigValue =
  | string
  | number
  | boolean
  | ConfigValue[]
  | { [key: string]: ConfigValue };

/** Options of `new Codex()`. All have defaults; what is `undefined` counts as not given. */
export interface CodexOptions {
  /** The Codex binary. Default: `CODEX_PATH` in the environment, else the pinned package's. */
  codexPath?: string | undefined;
  /** Further arguments for `codex app-server`, such as `["--strict-config"]`. */
  launchArgs?: readonly string[] | undefined;
  /** Overrides of config.toml, each sent as `-c key=value`. Secrets are refused: argv is public. */
  config?: { readonly [key: string]: ConfigValue } | undefined;
  /** Working folder of the server. Default: this process's. */
  cwd?: string | undefined;
  /** The server's CODEX_HOME. Default: the environment's, else `~/.codex`. */
  codexHome?: string | undefined;
  /** Environment variables for the server, over those of this process. */
  env?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * Whether the server gets this process's environment; default true. With false it gets `env`
   * alone.
   */
  inheritEnv?: boolean | undefined;
  /** How this client introduces itself. */
  clientInfo?: { name: string; title?: string | null; version: string } | undefined;
  /** Whether experimental methods and fields may be used; default true. */
  experimentalApi?: boolean | undefined;
  /** How the server is reached. Default: started as a child process, over its standard streams. */
  transport?: { type: "stdio" } | Transport | undefined;
  /** Answers to the server's own requests. What has none is declined. */
  handlers?: Handlers | undefined;
  /** How long to wait for the server and for handlers. */
  timeouts?: TimeoutOptions | undefined;
  /** How much may be waiting, and how large messages may be. */
  limits?: LimitOptions | undefined;
  /** Where warnings go. Default: nowhere. */
  logger?: Logger | undefined;
  /** Sees every message, without secrets. `traceWriter()` makes one that writes JSON lines. */
  trace?: ((entry: TraceEntry) => void) | undefined;
  /** How messages are checked against the protocol; default `tolerant`. */
  validate?: ValidationMode | undefined;
}

/** Times in milliseconds; 0 = none. */
export interface TimeoutOptions {
  /** From the start of the process to the end of the handshake; default 30 000. */
  startMs?: number | undefined;
  /** From sending a request to its answer; default 60 000. */
  requestMs?: number | undefined;
  /** Each step of closing: end of stdin, SIGTERM, SIGKILL; default 5 000. */
  closeMs?: number | undefined;
  /** One deadline for every handler; default none where a person answers, else 60 000. */
  handlerMs?: number | undefined;
}

/** Bounds; 0 = none. */
export interface LimitOptions {
  /** Most requests that wait for an answer at once; default 64. Bursts beyond lose requests. */
  maxInFlight?: number | undefined;
  /** Longest message of the server in bytes; default 128 MiB. A longer one ends the connection. */
  maxMessageBytes?: number | undefined;
  /** Most notifications kept for one stream; default 10 000. */
  maxBufferedNotifications?: number | undefined;
  /** Most bytes of notifications kept for one stream; default 64 MiB. */
  maxBufferedBytes?: number | undefined;
}

/** Options with every default filled in. */
export interface ResolvedOptions extends CodexOptions {
  clientInfo: wire.ClientInfo;
  experimentalApi: boolean;
  inheritEnv: boolean;
  handlers: Handlers;
  timeouts: { startMs: number; requestMs: number; closeMs: number; handlerMs: number | undefined };
  limits: Required<{ [K in keyof LimitOptions]: number }>;
  logger: Logger;
  validate: ValidationMode;
}
