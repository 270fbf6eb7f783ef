import type { HostMistakeCode } from "../diagnostics/host-mistakes.js";

/** The handler's answer can't be sent. */
export class UnusableAnswer extends Error {}

/** The handler, or the tool of this name, took too long. */
export class LateHandler extends Error {
  constructor(ms: number, tool: string | undefined) {
    super(`the ${tool === undefined ? "handler" : `tool ${tool}`} took more than ${ms} ms`);
  }
}

/** Whether the server still waited for an answer when the handler failed with this error. */
export function isWaitedFor(error: unknown, signal: AbortSignal): boolean {
  return error instanceof LateHandler || !signal.aborted;
}

/**
 * What the handler did wrong when its request had to be declined for this error; undefined when it
 * did nothing wrong, because nobody waits for its answer any more.
 */
export function mistakeOf(error: unknown, signal: AbortSignal): HostMistakeCode | undefined {
  if (error instanceof UnusableAnswer) return "CODEX_HANDLER_ANSWER";
  if (error instanceof LateHandler) return "CODEX_HANDLER_LATE";
  return signal.aborted ? undefined : "CODEX_HANDLER_FAILED";
}
