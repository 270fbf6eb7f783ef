import type * as wire from "codex-app-server-sdk/protocol";
import type { Logger } from "../diagnostics/logger.js";
import { OptionsError, ProtocolError } from "../errors/index.js";
import {
  formatIssues,
  type Verdict,
  validateNotification,
  validateParams,
  validateResult,
  validateServerRequest,
  validateServerRequestAnswer,
} from "./validate.js";

/**
 * How messages are checked. `tolerant`: an invalid answer rejects with `ProtocolError`, an
 * invalid notification is delivered as it came and reported. `strict`: outgoing params are
 * checked too. `off`: nothing is.
 */
export type ValidationMode = "tolerant" | "strict" | "off";

/** Checks messages against the protocol. None of the checks changes what it looks at. */
export class WireChecks {
  readonly #mode: ValidationMode;
  readonly #logger: Logger;

  constructor(mode: ValidationMode, logger: Logger) {
    this.#mode = mode;
    this.#logger = logger;
  }

  /** Throws an `OptionsError` for params that the server would not take. Only when `strict`. */
  params(method: string, params: unknown): void {
    if (this.#mode !== "strict") return;
    const issues = validateParams(method, params);
    if (!issues) return;
    throw new OptionsError(`The params of ${method} are wrong: ${formatIssues(issues)}`);
  }

  /** Throws a `ProtocolError` for an answer that is not what the types promise. */
  result(method: string, result: unknown): void {
    if (this.#mode === "off") return;
    const issues = validateResult(method, result);
    if (!issues) return;
    throw new ProtocolError(
      `The answer to ${method} is not as the protocol says: ${formatIssues(issues)}. Set validate: "off" to get it all the same.`,
    );
  }

  /** Reports a notification that is not what the types promise. */
  notification({ method, params }: wire.ServerNotification): void {
    if (this.#mode === "off") return;
    this.#report(`The notification ${method}`, validateNotification(method, params));
  }

  /** Reports a request of the server that is not what the types promise. */
  serverRequest(method: string, params: unknown): void {
    if (this.#mode === "off") return;
    this.#report(`The server request ${method}`, validateServerRequest(method, params));
  }

  /** Throws for a handler's answer that the server would not take. */
  answer(method: string, answer: unknown): void {
    if (this.#mode === "off") return;
    const issues = validateServerRequestAnswer(method, answer);
    if (issues) throw new Error(`the handler's answer is wrong: ${formatIssues(issues)}`);
  }

  #report(what: string, issues: Verdict): void {
    if (!issues) return;
    this.#logger.warn(`${what} is not as the protocol says: ${formatIssues(issues)}`);
  }
}
