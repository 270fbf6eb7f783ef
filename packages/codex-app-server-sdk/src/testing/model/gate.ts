/** A point at which a script waits until the test lets it continue. */
export interface Gate {
  /** Distinguishes a gate from the other parts of a script. */
  readonly kind: "gate";
  /** Resolves when a script has reached the gate for the first time. */
  readonly reached: Promise<void>;
  /** Opens the gate for every script that waits at it, and for all that come later. */
  open(): void;
  /** Called by the script: marks the gate as reached and resolves when it is open. */
  pass(): Promise<void>;
}

/**
 * Creates a closed gate. Put it between two deltas, or before an answer, to hold a script there.
 * Await `reached` to know that the script is waiting, then `open()` the gate.
 */
export function createGate(): Gate {
  const reached = signal();
  const opened = signal();
  return {
    kind: "gate",
    reached: reached.promise,
    open: opened.resolve,
    pass(): Promise<void> {
      reached.resolve();
      return opened.promise;
    },
  };
}

function signal(): { promise: Promise<void>; resolve(): void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
