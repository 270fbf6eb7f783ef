import { callSafely } from "../async/call-safely.js";
import type { Redactor } from "./redactor.js";

/**
 * Receives what the SDK can report neither as a return value nor as an error; the SDK itself never
 * prints. Any object with these four methods will do, `console` included. Messages contain no
 * secrets. What a method throws, or the promise that it returns rejects with, is ignored.
 */
export interface Logger {
  /** Details that only help when you look into a problem. */
  debug(message: string): void;
  /** Normal but worth knowing, such as a request that was declined because it has no handler. */
  info(message: string): void;
  /** Something went wrong and the SDK carries on, such as a skipped message or a failed handler. */
  warn(message: string): void;
  /** Something failed for good and no caller was waiting for it. */
  error(message: string): void;
}

const nothing = (): void => {};

/** The default logger. It drops every message. */
export const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};

/**
 * Wraps a logger: removes secrets from messages, and ignores what the logger throws, at once or
 * later. There is nowhere better to report a broken logger than the logger itself.
 */
export function guardLogger(logger: Logger, redactor: Pick<Redactor, "text">): Logger {
  const guarded =
    (level: keyof Logger): Logger[keyof Logger] =>
    (message) =>
      callSafely(() => logger[level](redactor.text(message)), nothing);
  return {
    debug: guarded("debug"),
    info: guarded("info"),
    warn: guarded("warn"),
    error: guarded("error"),
  };
}
