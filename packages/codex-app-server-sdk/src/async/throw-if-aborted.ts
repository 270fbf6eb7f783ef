import { abortReason } from "./abort-reason.js";

/** Throws the reason of a signal that has aborted. Older signals have no such method themselves. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortReason(signal);
}
