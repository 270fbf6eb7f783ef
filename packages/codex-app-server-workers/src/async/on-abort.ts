import { setMaxListeners } from "node:events";

/**
 * Calls `listener` when the signal aborts. Returns a function that removes it, so that a long-lived
 * signal does not collect them.
 */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (!signal) return () => {};
  // Node warns from the 11th listener on, and all turns or readers of a process may share a signal.
  if (signal instanceof EventTarget) setMaxListeners(0, signal);
  signal.addEventListener("abort", listener, { once: true });
  return () => signal.removeEventListener("abort", listener);
}
