/**
 * Calls `listener` with the signal's reason when it aborts; at once if it already has. Returns
 * what takes the listener off again, so that a long-lived signal does not collect them.
 */
export function onAbort(
  signal: AbortSignal | undefined,
  listener: (reason: unknown) => void,
): () => void {
  if (!signal) return () => {};
  const call = (): void => listener(signal.reason);
  if (signal.aborted) call();
  else signal.addEventListener("abort", call, { once: true });
  return () => signal.removeEventListener("abort", call);
}

/** The promise, or the signal's reason where that fires first. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = onAbort(signal, reject);
    promise.then(resolve, reject).finally(forget);
  });
}
