type Listener = (reason: unknown) => void;

/** Node warns from the 11th listener on, and one signal may well belong to a hundred calls. */
const listenersOf = new WeakMap<AbortSignal, SignalListeners>();

/** Everybody who listens to one signal, behind the one listener that the signal itself has. */
class SignalListeners {
  readonly #signal: AbortSignal;
  readonly #entries = new Set<Listener>();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    listenersOf.set(signal, this);
    signal.addEventListener("abort", this, { once: true });
  }

  add(listener: Listener): () => void {
    // A function of its own: the same listener may be given twice.
    const entry: Listener = (reason) => listener(reason);
    this.#entries.add(entry);
    return () => {
      if (this.#entries.delete(entry) && this.#entries.size === 0) this.#leave();
    };
  }

  handleEvent(): void {
    this.#leave();
    for (const entry of this.#entries) entry(this.#signal.reason);
    this.#entries.clear();
  }

  #leave(): void {
    listenersOf.delete(this.#signal);
    this.#signal.removeEventListener("abort", this);
  }
}

/**
 * Calls `listener` with the signal's reason when it aborts; at once if it already has. Returns
 * what takes the listener off again, so that a long-lived signal does not collect them.
 */
export function onAbort(signal: AbortSignal | undefined, listener: Listener): () => void {
  if (!signal) return () => {};
  if (signal.aborted) {
    listener(signal.reason);
    return () => {};
  }
  const listeners = listenersOf.get(signal) ?? new SignalListeners(signal);
  return listeners.add(listener);
}
