interface Shared {
  readonly listeners: Set<(reason: unknown) => void>;
  /** The one listener that the signal itself has. */
  fire(): void;
}

/** Node warns from the 11th listener on, and one signal may well belong to a hundred calls. */
const sharedOf = new WeakMap<AbortSignal, Shared>();

/**
 * Calls `listener` with the signal's reason when it aborts; at once if it already has. Returns
 * what takes the listener off again, so that a long-lived signal does not collect them.
 */
export function onAbort(
  signal: AbortSignal | undefined,
  listener: (reason: unknown) => void,
): () => void {
  if (!signal) return () => {};
  if (signal.aborted) {
    listener(signal.reason);
    return () => {};
  }
  const shared = sharedOf.get(signal) ?? listenTo(signal);
  // A function of its own: the same listener may be given twice.
  const entry = (reason: unknown): void => listener(reason);
  shared.listeners.add(entry);
  return () => {
    if (shared.listeners.delete(entry) && shared.listeners.size === 0) forget(signal, shared);
  };
}

/** The promise, or the signal's reason where that fires first. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const forgetSignal = onAbort(signal, reject);
    promise.then(resolve, reject).finally(forgetSignal);
  });
}

function listenTo(signal: AbortSignal): Shared {
  const listeners: Shared["listeners"] = new Set();
  const shared: Shared = {
    listeners,
    fire() {
      forget(signal, shared);
      for (const listener of listeners) listener(signal.reason);
      listeners.clear();
    },
  };
  sharedOf.set(signal, shared);
  signal.addEventListener("abort", shared.fire, { once: true });
  return shared;
}

function forget(signal: AbortSignal, shared: Shared): void {
  sharedOf.delete(signal);
  signal.removeEventListener("abort", shared.fire);
}
