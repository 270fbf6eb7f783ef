import { onAbort } from "../async/on-abort.js";

/** Limits how many requests wait for an answer at the same time. */
export interface RequestWindow {
  /**
   * Resolves with a place in the window; first come, first served. Rejects with the signal's
   * reason when aborted before, or with the reason given to `close`.
   */
  enter(signal?: AbortSignal): Promise<Release>;
  /** Rejects everybody who waits, and everybody who comes later. */
  close(reason: Error): void;
}

/** Gives the place back. Further calls do nothing. */
export type Release = () => void;

interface Waiting {
  admit(): void;
  refuse(reason: unknown): void;
}

/** A window of `size` places; 0 = no limit. */
export function createRequestWindow(size: number): RequestWindow {
  const limit = size || Number.POSITIVE_INFINITY;
  const waiting = new Set<Waiting>();
  let taken = 0;
  let closed: Error | undefined;

  const take = (): Release => {
    taken += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      taken -= 1;
      admitNext();
    };
  };
  const admitNext = (): void => {
    const [next] = waiting;
    if (next && taken < limit) {
      waiting.delete(next);
      next.admit();
    }
  };
  const wait = (signal?: AbortSignal): Promise<Release> =>
    new Promise((resolve, reject) => {
      const entry: Waiting = {
        admit() {
          forgetSignal();
          resolve(take());
        },
        refuse(reason) {
          forgetSignal();
          reject(reason);
        },
      };
      const forgetSignal = onAbort(signal, (reason) => {
        waiting.delete(entry);
        reject(reason);
      });
      waiting.add(entry);
    });

  return {
    async enter(signal) {
      signal?.throwIfAborted();
      if (closed) throw closed;
      return taken < limit ? take() : wait(signal);
    },
    close(reason) {
      closed = reason;
      for (const entry of waiting) entry.refuse(reason);
      waiting.clear();
    },
  };
}
