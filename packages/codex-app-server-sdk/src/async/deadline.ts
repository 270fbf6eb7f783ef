import { RequestTimeoutError } from "../errors/index.js";
import { within } from "./within.js";

export interface DeadlineOptions {
  /** The method that the `RequestTimeoutError` names. */
  method: string;
  /** Time limit in milliseconds; 0 = no limit. */
  ms: number;
  signal?: AbortSignal | undefined;
}

/**
 * Settles as `promise` does, but rejects with a `RequestTimeoutError` after `ms`, or with the
 * signal's reason when it aborts, whichever comes first.
 */
export function deadline<T>(
  promise: Promise<T>,
  { method, ms, signal }: DeadlineOptions,
): Promise<T> {
  const late = (): never => {
    throw new RequestTimeoutError(method, ms);
  };
  return within(promise, { ms, signal, late });
}
