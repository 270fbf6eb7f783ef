import type * as wire from "codex-app-server-sdk/protocol";
import type { Logger } from "../diagnostics/logger.js";
import { OptionsError, ProtocolError } from "../errors/index.js";
import {
  formatIssues,
  validateNotification,
  validateParams,
  validateResult,
  validateServerRequest,
  validateServerRequestAnswer,
} from "./validate.js";
import type { ValidationIssue } from "./validation-issue.js";

/**
 * How messages are checked. `tolerant`: an invalid answer rejects with `ProtocolError`, an
 * invalid notification is delivered as it came and reported. `strict`: outgoing params are
 * checked too. `off`: nothing is.
 */
export type ValidationMode = "tolerant" | "strict" | "off";

/** Checks messages against the protocol. None of them changes what it looks at. */
export interface WireChecks {
  /** Throws an `OptionsError` for params that the server would not take. */
  params(method: string, params: unknown): void;
  /** Throws a `ProtocolError` for an answer that is not what the types promise. */
  result(method: string, result: unknown): void;
  /** Reports a notification that is not what the types promise. */
  notification(notification: wire.ServerNotification): void;
  /** Reports a request of the server that is not what the types promise. */
  serverRequest(method: string, params: unknown): void;
  /** Throws for a handler's answer that the server would not take. */
  answer(method: string, answer: unknown): void;
}

const nothing = (): void => {};

export function createWireChecks(mode: ValidationMode, logger: Logger): WireChecks {
  if (mode === "off") {
    return {
      params: nothing,
      result: nothing,
      notification: nothing,
      serverRequest: nothing,
      answer: nothing,
    };
  }
  const report = (what: string, issues: ValidationIssue[] | undefined): void => {
    if (issues) logger.warn(`${what} is not as the protocol says: ${formatIssues(issues)}`);
  };
  return {
    params: mode === "strict" ? checkParams : nothing,
    result: checkResult,
    notification: ({ method, params }) =>
      report(`The notification ${method}`, validateNotification(method, params)),
    serverRequest: (method, params) =>
      report(`The server request ${method}`, validateServerRequest(method, params)),
    answer: checkAnswer,
  };
}

function checkParams(method: string, params: unknown): void {
  const issues = validateParams(method, params);
  if (issues) throw new OptionsError(`The params of ${method} are wrong: ${formatIssues(issues)}`);
}

function checkResult(method: string, result: unknown): void {
  const issues = validateResult(method, result);
  if (!issues) return;
  throw new ProtocolError(
    `The answer to ${method} is not as the protocol says: ${formatIssues(issues)}. Set validate: "off" to get it all the same.`,
  );
}

function checkAnswer(method: string, answer: unknown): void {
  const issues = validateServerRequestAnswer(method, answer);
  if (issues) throw new Error(`the handler's answer is wrong: ${formatIssues(issues)}`);
}
