import { isCodexError } from "codex-app-server-sdk";
import type { Outcome } from "../engine/message.js";

/** Errors that another attempt would only repeat. */
const final = new Set([
  "OPTIONS_INVALID",
  "INVALID_PARAMS",
  "INVALID_REQUEST",
  "TURN_TIMEOUT",
  "THREAD_NOT_FOUND",
]);

/** The outcome of a message that could not be run; undefined when it is to be tried again. */
export function failureOfMessage(
  error: unknown,
  isLast: boolean,
): Extract<Outcome, { kind: "failed" }> | undefined {
  const code = isCodexError(error) ? error.code : "UNKNOWN";
  if (!isLast && !final.has(code)) return undefined;
  return { kind: "failed", code, message: error instanceof Error ? error.message : String(error) };
}
