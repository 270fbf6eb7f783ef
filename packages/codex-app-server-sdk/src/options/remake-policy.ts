import { isObject } from "./option-rules.js";
import type { CodexOptions } from "./options.js";
import { type ReconnectOptions, socketOptions } from "./transport-options.js";

/** How a lost connection is made again. */
export interface RemakePolicy {
  /** `restart`: a new server is started. `reconnect`: the server may still run. */
  readonly kind: "restart" | "reconnect";
  /** How many attempts are made; 0 = no limit. */
  readonly maxAttempts: number;
  /** How long to wait before the first one, in milliseconds. */
  readonly backoffMs: number;
}

const defaults = { maxAttempts: 10, backoffMs: 250 };

/** How a lost connection is made again; undefined when it is not. */
export function remakePolicy(options: CodexOptions): RemakePolicy | undefined {
  const { restart } = options;
  if (restart) {
    const { maxRestarts, backoffMs = defaults.backoffMs } = restart;
    return { kind: "restart", maxAttempts: maxRestarts, backoffMs };
  }
  const reconnect = socketOptions(options)?.reconnect;
  if (!reconnect) return undefined;
  const { maxAttempts, backoffMs }: ReconnectOptions = isObject(reconnect) ? reconnect : {};
  return {
    kind: "reconnect",
    maxAttempts: maxAttempts ?? defaults.maxAttempts,
    backoffMs: backoffMs ?? defaults.backoffMs,
  };
}
