import { isCodexError, ThreadFencedError, ThreadStoreError } from "codex-app-server-sdk";
import type { Outcome } from "../engine/message.js";
import { EngineError, LeaseLostError } from "../errors/index.js";

type Failed = Extract<Outcome, { kind: "failed" }>;

/** Errors that another attempt would only repeat. */
const final = new Set([
  "OPTIONS_INVALID",
  "INVALID_PARAMS",
  "INVALID_REQUEST",
  "TURN_TIMEOUT",
  "THREAD_NOT_FOUND",
]);

/** The outcome of a message that could not be run; undefined when it is to be tried again. */
export function failureOfMessage(error: unknown, isLast: boolean): Failed | undefined {
  const code = isCodexError(error) ? error.code : "UNKNOWN";
  if (!isLast && !final.has(code)) return undefined;
  return { kind: "failed", code, message: error instanceof Error ? error.message : String(error) };
}

/** Whether an error tells of the message, and not of what a worker needs for all of them. */
export function isOfMessage(error: unknown): boolean {
  if (error instanceof EngineError || error instanceof LeaseLostError) return false;
  if (error instanceof ThreadFencedError || isOfServer(error)) return false;
  if (!(error instanceof ThreadStoreError)) return true;
  return !["failed", "timeout"].includes(error.problem);
}

/**
 * Whether an error says that this worker's server can't do its work: it can't be started, or the
 * disk of its CODEX_HOME is full, so that what it believes of its threads is not what is stored.
 */
export function isOfServer(error: unknown): boolean {
  if (error instanceof ThreadStoreError) return error.problem === "unwritten";
  if (!isCodexError(error)) return false;
  return error.code === "STARTUP_FAILED" || error.code === "RUNTIME_NOT_FOUND";
}

/** The outcome of a message that too many workers have died with. */
export function tooManyDeaths(deaths: number): Failed {
  const message = `${deaths} workers have died or lost the thread while they ran it.`;
  return { kind: "failed", code: "WORKERS_DIED", message };
}
