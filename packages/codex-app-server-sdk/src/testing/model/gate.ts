/** A place where a script waits until the test lets it go on. */
export interface Gate {
  /** Tells a gate from the other parts of a script. */
  readonly kind: "gate";
  /** Resolves when a script first got here. */
  readonly reached: Promise<void>;
  /** Lets every script through that waits here, and all that come later. */
  open(): void;
  /** What the script calls: marks the gate as reached; resolves once it is open. */
  pass(): Promise<void>;
}

/**
 * Makes a closed gate. Put it between two deltas, or before an answer, to hold a script there;
 * await `reached` to know that it waits, then `open()` it.
 */
export function createGate(): Gate {
  const reached = signal();
  const opened = signal();
  return {
    kind: "gate",
    reached: reached.promise,
    open: opened.resolve,
    pass() {
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
