import type { Redactor } from "./redactor.js";

/**
 * Where the SDK reports what no return value and no error can tell. It never prints by itself.
 * Any object with these four methods will do, `console` included. Messages are free of secrets.
 */
export interface Logger {
  /** Steps of interest only when something is being looked into. */
  debug(message: string): void;
  /** What went as it should and is worth knowing, such as a declined request without a handler. */
  info(message: string): void;
  /** What went wrong without ending anything, such as a skipped message or a failed handler. */
  warn(message: string): void;
  /** What ended something that nobody was waiting for. */
  error(message: string): void;
}

/** The default: says nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** A logger without secrets, and one that can't break what it is told about. */
export function guardLogger(logger: Logger, redactor: Pick<Redactor, "text">): Logger {
  const guarded =
    (level: keyof Logger): Logger[keyof Logger] =>
    (message) => {
      try {
        logger[level](redactor.text(message));
      } catch {
        // A logger that throws has no better place to be reported to than itself.
      }
    };
  return {
    debug: guarded("debug"),
    info: guarded("info"),
    warn: guarded("warn"),
    error: guarded("error"),
  };
}
