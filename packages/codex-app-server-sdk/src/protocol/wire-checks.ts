import type * as wire from "codex-app-server-sdk/protocol";
import type { Reports } from "../diagnostics/reports.js";
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
 * How strictly messages are checked. `tolerant`: an invalid answer rejects with `ProtocolError`; an
 * invalid notification is logged and delivered unchanged. `strict`: params of requests are checked
 * too. `off`: nothing is checked, and options that this version does not know are sent as they are.
 */
export type ValidationMode = "tolerant" | "strict" | "off";

/** Checks messages against the protocol. None of the checks changes what it looks at. */
export class WireChecks {
  readonly #mode: ValidationMode;
  readonly #reports: Pick<Reports, "warn">;

  constructor(mode: ValidationMode, reports: Pick<Reports, "warn">) {
    this.#mode = mode;
    this.#reports = reports;
  }

  /** Whether nothing is checked. */
  get isOff(): boolean {
    return this.#mode === "off";
  }

  /** Throws an `OptionsError` for params that the server would not take. Only when `strict`. */
  params(method: string, params: unknown): void {
    if (this.#mode !== "strict") return;
    const issues = validateParams(method, params);
    if (!issues) return;
    throw new OptionsError(`The params of ${method} are wrong: ${formatIssues(issues)}`);
  }

  /** Throws a `ProtocolError` for a result that does not have its type. */
  result(method: string, result: unknown): void {
    if (this.#mode === "off") return;
    const issues = validateResult(method, result);
    if (!issues) return;
    throw new ProtocolError(
      `The answer to ${method} violates the protocol: ${formatIssues(issues)}. Set validate: "off" to get it anyway.`,
    );
  }

  /** Logs a notification that does not have its type. */
  notification({ method, params }: wire.ServerNotification): void {
    if (this.#mode === "off") return;
    const issues = validateNotification(method, params);
    if (issues) this.#report(`The notification ${method}`, issues);
  }

  /** Whether a notification was logged because it does not have its type. */
  isWrong({ method, params }: wire.ServerNotification): boolean {
    return this.#mode !== "off" && validateNotification(method, params) !== undefined;
  }

  /** Logs a server request that does not have its type. */
  serverRequest(method: string, params: unknown): void {
    if (this.#mode === "off") return;
    const issues = validateServerRequest(method, params);
    if (issues) this.#report(`The server request ${method}`, issues);
  }

  /** Throws for a handler's answer that the server would refuse. */
  answer(method: string, answer: unknown): void {
    if (this.#mode === "off") return;
    const issues = validateServerRequestAnswer(method, answer);
    if (issues) throw new Error(`the handler's answer is wrong: ${formatIssues(issues)}`);
  }

  #report(what: string, issues: NonNullable<Verdict>): void {
    const text = `${what} is not as the protocol says: ${formatIssues(issues)}`;
    this.#reports.warn(what, text, kindOf(issues));
  }
}

/** What is wrong, wherever and however often in a list. */
function kindOf(issues: NonNullable<Verdict>): string {
  const inOneEntry = issues.map(({ path, message }) => ({
    path: path.map((key) => (typeof key === "number" ? 0 : key)),
    message,
  }));
  return [...new Set(inOneEntry.map((issue) => formatIssues([issue])))].join();
}
