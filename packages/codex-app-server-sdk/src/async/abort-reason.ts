/** What a signal was aborted with: its reason, or an `AbortError` where signals have none yet. */
export function abortReason({ reason }: AbortSignal): unknown {
  return reason === undefined ? new DOMException("It was aborted.", "AbortError") : reason;
}
