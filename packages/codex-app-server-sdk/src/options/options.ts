import type * as wire from "codex-app-server-sdk/protocol";
import type { Logger } from "../diagnostics/logger.js";
import type { TraceEntry } from "../diagnostics/trace.js";
import type { Handlers } from "../handlers/handlers.js";
import type { ValidationMode } from "../protocol/wire-checks.js";
import type { ThreadStore } from "../store/thread-store.js";
import type { TransportOptions } from "./transport-options.js";

/** A value of the `config` option: anything that both JSON and TOML can represent. */
export type ConfigValue =
  | string
  | number
  | boolean
  | ConfigValue[]
  | { [key: string]: ConfigValue };

/**
 * Options of `new Codex()`. All are optional, and `undefined` means the default.
 *
 * Relative paths count from this process's working folder at the time of the call. What only
 * concerns a server that the client starts does not go with a socket or a `transport` of your own:
 * `codexPath`, `launchArgs`, `config`, `codexHome` and `apiKey` are refused beside one; of `cwd`,
 * `env` and `inheritEnv` you are warned, as `logger` says.
 */
export interface CodexOptions {
  /**
   * Path of the Codex binary; a mere name is a path too, and is not looked for in PATH. Default:
   * `CODEX_PATH` from the environment, else the binary of the pinned package.
   */
  codexPath?: string | undefined;
  /**
   * Further arguments for `codex app-server`, such as `["--strict-config"]`. Default: none. The
   * start rejects with an `OptionsError` when one contains what looks like a secret.
   */
  launchArgs?: readonly string[] | undefined;
  /**
   * Settings that override config.toml, each passed as `-c key=value`. Secrets are refused with an
   * `OptionsError`, because every user of the machine can read a command line: put them into `env`
   * and name the variable, for example with `env_key` or `env_http_headers`.
   */
  config?: { readonly [key: string]: ConfigValue } | undefined;
  /**
   * Working folder of the server, from which relative paths of threads, turns and inputs count.
   * Default: this process's.
   */
  cwd?: string | undefined;
  /**
   * The key for the model, for this client alone: the server keeps it in memory, and a login that
   * is stored in its home is neither used nor changed. Only providers that need a login get it.
   * Default: the stored login. Goes with no socket, no `transport` of your own, and no
   * `cli_auth_credentials_store` in `config`.
   */
  apiKey?: string | undefined;
  /** The server's CODEX_HOME. Default: the one in the environment, else `~/.codex`. */
  codexHome?: string | undefined;
  /**
   * Environment variables for the server; they win over this process's. `undefined` removes one.
   */
  env?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * Whether the server inherits this process's environment; default true. With false it gets
   * exactly `env`.
   */
  inheritEnv?: boolean | undefined;
  /**
   * How this client introduces itself to the server. Default: the name and version of this package.
   */
  clientInfo?: { name: string; title?: string | null | undefined; version: string } | undefined;
  /** Whether experimental methods and fields of the protocol may be used; default true. */
  experimentalApi?: boolean | undefined;
  /**
   * How to reach the server. Default: start it as a child process and talk over its stdin and
   * stdout. A `websocket` or `unix` socket leads to a server that runs already and that other
   * clients may use too: `close()` then only leaves it.
   */
  transport?: TransportOptions | undefined;
  /**
   * Whether a server that has died is started again; default: it is not. Only for a server that
   * the client starts; `reconnect` of a socket does the same there.
   */
  restart?: RestartOptions | undefined;
  /**
   * Where conversations are kept outside of this machine, so that another one can go on with them:
   * each thread is saved there after every item, and brought from there before it is resumed,
   * unarchived or forked. Default: nowhere. Only for a server that the client starts, with its
   * CODEX_HOME on this machine.
   */
  threadStore?: ThreadStore | undefined;
  /** Answers to the server's own requests. A request without a handler is declined. */
  handlers?: Handlers | undefined;
  /** How long to wait for the server and for handlers. */
  timeouts?: TimeoutOptions | undefined;
  /** How much may be pending or buffered, and how large messages may be. */
  limits?: LimitOptions | undefined;
  /**
   * Receives warnings, without secrets. Its methods may be asynchronous; what they throw or reject
   * with is ignored. Default: nothing is logged; but mistakes of your own code, such as a handler
   * that throws or an option without effect, are warnings of the process (`CodexWarning`), each
   * kind once. With false nothing is said at all.
   */
  logger?: Logger | false | undefined;
  /**
   * Called with every message in both directions, with secrets removed, and without what is nested
   * more than 100 levels deep. `traceWriter()` makes one that writes JSON lines. It may be
   * asynchronous; that it throws or rejects is reported once, as `logger` says.
   */
  trace?: ((entry: TraceEntry) => unknown) | undefined;
  /**
   * Asked for the trace that a request belongs to, in the context (`AsyncLocalStorage`) of the call
   * that sends it, for every request: the handshake, raw ones and those that the SDK sends by
   * itself, too. The server's own spans then join that trace. Only strings are sent, and no
   * `tracestate` without `traceparent`; anything else is left out, and so is all of it when the
   * function throws. You are told of that once, as `logger` says. Default: no request has a trace.
   */
  traceContext?: (() => TraceContext | undefined) | undefined;
  /** How strictly messages are checked against the protocol; default `tolerant`. */
  validate?: ValidationMode | undefined;
}

/** Where a request belongs in a distributed trace: the two headers of W3C Trace Context. */
export interface TraceContext {
  /** The trace and the span in it. Without it nothing is sent. */
  traceparent?: string | undefined;
  /** What vendors add to it. */
  tracestate?: string | undefined;
}

/** How often, and after which time, a server that has died is started again. */
export interface RestartOptions {
  /**
   * How many starts are tried until everything rejects; 0 = no limit. The count begins anew when a
   * server has run for a minute.
   */
  maxRestarts: number;
  /**
   * How long to wait before the first start, in milliseconds; default 250. The wait doubles with
   * each further one, up to 30 s, and up to half of it is left out at random.
   */
  backoffMs?: number | undefined;
}

/** Time limits in milliseconds; 0 = no limit. */
export interface TimeoutOptions {
  /** For starting the server, handshake included; default 30 000. */
  startMs?: number | undefined;
  /** From sending a request to its answer; default 60 000. */
  requestMs?: number | undefined;
  /**
   * For each step of closing: end of stdin, SIGTERM, SIGKILL. Default 5 000. With 0 `close()` waits
   * until the server has ended by itself, and for ever for one that does not.
   */
  closeMs?: number | undefined;
  /**
   * For every handler. Default: no limit for what a person answers (approvals, user input,
   * elicitations), 60 000 for the others.
   */
  handlerMs?: number | undefined;
  /** For each call of the `threadStore`; default 10 000. */
  storeMs?: number | undefined;
}

/** Limits on memory and load; 0 = no limit. */
export interface LimitOptions {
  /**
   * How many requests may wait for an answer at once; default 64. Further ones are sent later. The
   * server loses requests when far too many come at once: it answered all with up to 128, and was
   * overloaded with 256 (measured).
   */
  maxInFlight?: number | undefined;
  /**
   * Longest message from the server in bytes; default 128 MiB, because the history of a long thread
   * comes as one message. A longer one ends the connection.
   */
  maxMessageBytes?: number | undefined;
  /** How many unread notifications are kept for each stream; default 10 000. */
  maxBufferedNotifications?: number | undefined;
  /**
   * How many bytes of unread notifications are kept for each stream, and of the output of each
   * program of `codex.exec()` on stdout and on stderr; default 64 MiB.
   */
  maxBufferedBytes?: number | undefined;
}

/** The options with every default filled in. */
export interface ResolvedOptions extends CodexOptions {
  clientInfo: wire.ClientInfo;
  experimentalApi: boolean;
  inheritEnv: boolean;
  handlers: Handlers;
  timeouts: {
    startMs: number;
    requestMs: number;
    closeMs: number;
    handlerMs: number | undefined;
    storeMs: number;
  };
  limits: Required<{ [K in keyof LimitOptions]: number }>;
  validate: ValidationMode;
}
