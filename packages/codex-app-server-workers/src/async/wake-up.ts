import { onAbort } from "./on-abort.js";

/** Lets several wait for something to happen. What happened before a wait does not count. */
export class WakeUp {
  readonly #waiting = new Set<() => void>();

  /** Ends all waits. */
  ring(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Resolves at the next `ring()`. Rejects with the signal's reason. */
  next(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const wake = (): void => {
        unlisten();
        resolve();
      };
      const stop = (): void => {
        this.#waiting.delete(wake);
        reject(signal?.reason);
      };
      this.#waiting.add(wake);
      const unlisten = onAbort(signal, stop);
    });
  }
}
