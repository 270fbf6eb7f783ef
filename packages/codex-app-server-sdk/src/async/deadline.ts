import { RequestTimeoutError } from "../errors/index.js";
import { abortable } from "./abortable.js";

export interface DeadlineOptions {
  /** The method that the `RequestTimeoutError` names. */
  method: string;
  /** Time limit in milliseconds; 0 = no limit. */
  ms: number;
  signal?: AbortSignal | undefined;
}

/**
 * Settles as `promise` does, but rejects with a `RequestTimeoutError` after `ms`, or with the
 * signal's reason when it aborts, whichever comes first. Leaves no timer and no listener behind.
 */
export function deadline<T>(
  promise: Promise<T>,
  { method, ms, signal }: DeadlineOptions,
): Promise<T> {
  if (ms === 0) return abortable(promise, signal);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new RequestTimeoutError(method, ms)), ms);
  });
  return abortable(Promise.race([promise, late]), signal).finally(() => clearTimeout(timer));
}
