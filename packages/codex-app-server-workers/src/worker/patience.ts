import { onAbort } from "../async/on-abort.js";

/** How long to wait before the next try, in milliseconds. */
const firstPauseMs = 500;
const lastPauseMs = 15_000;

/** How long to wait after so many failures in a row: twice as long each time, up to a limit. */
export function pauseAfter(failures: number): number {
  return Math.min(firstPauseMs * 2 ** (failures - 1), lastPauseMs);
}

/** Resolves after so many milliseconds, or when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      unlisten();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const unlisten = onAbort(signal, end);
  });
}
