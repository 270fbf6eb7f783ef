import { RequestTimeoutError } from "../errors/index.js";
import { abortable } from "./abortable.js";

export interface DeadlineOptions {
  /** What the `RequestTimeoutError` names. */
  method: string;
  /** Time in milliseconds; 0 = none. */
  ms: number;
  signal?: AbortSignal | undefined;
}

/**
 * The promise, or a `RequestTimeoutError` after `ms`, or the signal's reason, whichever comes
 * first. Leaves no timer and no listener behind.
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
