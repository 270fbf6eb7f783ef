import { onAbort } from "./on-abort.js";

/** Settles as `promise` does, or rejects with the signal's reason if that aborts first. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const forgetSignal = onAbort(signal, reject);
    promise.then(resolve, reject).finally(forgetSignal);
  });
}
