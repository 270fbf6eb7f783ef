import { abortReason } from "./abort-reason.js";

type Listener = (reason: unknown) => void;

/** One listener per signal: Node warns from the 11th on, and a hundred calls may share a signal. */
const listenersOf = new WeakMap<AbortSignal, SignalListeners>();

/** All listeners to one signal. The signal itself has only one listener, a function of this. */
class SignalListeners {
  readonly #signal: AbortSignal;
  readonly #entries = new Set<Listener>();
  readonly #aborted = (): void => this.#callAll();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    listenersOf.set(signal, this);
    // A function, and no object with a method: not every implementation calls those.
    signal.addEventListener("abort", this.#aborted, { once: true });
  }

  add(listener: Listener): () => void {
    // A new function for each call, because the same listener may be added twice.
    const entry: Listener = (reason) => listener(reason);
    this.#entries.add(entry);
    return () => {
      if (this.#entries.delete(entry) && this.#entries.size === 0) this.#leave();
    };
  }

  #callAll(): void {
    this.#leave();
    const reason = abortReason(this.#signal);
    for (const entry of this.#entries) entry(reason);
    this.#entries.clear();
  }

  #leave(): void {
    listenersOf.delete(this.#signal);
    this.#signal.removeEventListener("abort", this.#aborted);
  }
}

/**
 * Calls `listener` with the signal's reason when it aborts, or at once if it already has: see
 * `abortReason`. Returns a function that removes the listener, so that a long-lived signal does not
 * collect them.
 */
export function onAbort(signal: AbortSignal | undefined, listener: Listener): () => void {
  if (!signal) return () => {};
  if (signal.aborted) {
    listener(abortReason(signal));
    return () => {};
  }
  const listeners = listenersOf.get(signal) ?? new SignalListeners(signal);
  return listeners.add(listener);
}
