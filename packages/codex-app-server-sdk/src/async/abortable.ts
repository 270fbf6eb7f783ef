import { onAbort } from "./on-abort.js";

/** The promise, or the signal's reason where that fires first. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const forgetSignal = onAbort(signal, reject);
    promise.then(resolve, reject).finally(forgetSignal);
  });
}
