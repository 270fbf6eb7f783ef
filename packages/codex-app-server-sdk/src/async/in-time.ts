import { RequestTimeoutError } from "../errors/index.js";
import { orAborted } from "./on-abort.js";

/**
 * The promise, or a `RequestTimeoutError` about `method` after `ms` milliseconds (0 = none), or
 * the signal's reason, whichever comes first. Leaves no timer and no listener behind.
 */
export function inTime<T>(
  promise: Promise<T>,
  method: string,
  ms: number,
  signal?: AbortSignal,
): Promise<T> {
  if (ms === 0) return orAborted(promise, signal);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new RequestTimeoutError(method, ms)), ms);
  });
  return orAborted(Promise.race([promise, late]), signal).finally(() => clearTimeout(timer));
}
