import type { Redactor } from "./redactor.js";

/** Where the SDK reports what it could not report otherwise. It never prints by itself. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** The default: says nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** A logger without secrets, and one that can't break what it is told about. */
export function guardLogger(logger: Logger, redactor: Pick<Redactor, "text">): Logger {
  const guarded = (level: keyof Logger) => (message: string) => {
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
