import type * as wire from "codex-app-server-sdk/protocol";
import { CodexError } from "../errors/codex-error.js";
import { withoutJson } from "../errors/without-json.js";
import type { TurnResult } from "../results/turn-result.js";
import { classifyFailure } from "./classify-failure.js";

/** The turn failed. `result` holds what it had produced until then. */
export class TurnFailedError extends CodexError {
  /** The turn and what it had produced until then. Not printed with the error. */
  readonly result: TurnResult<unknown>;
  /** How the server classifies the failure; null when it does not say. */
  readonly codexErrorInfo: wire.CodexErrorInfo | null;
  /**
   * The HTTP status that the model's provider answered; null when the server does not tell, as for
   * a 400 or a 500.
   */
  readonly httpStatus: number | null;
  /**
   * Whether the same turn may work later: the model was overloaded or rate limited, or the
   * connection to it broke. Advice: the turn may have run commands and changed files already.
   */
  readonly isRetryable: boolean;

  /** `reason` is the server's reason, with secrets removed. */
  constructor(
    result: TurnResult<unknown>,
    reason: string | undefined,
    code: "TURN_FAILED" | "NOT_LOGGED_IN" = "TURN_FAILED",
  ) {
    const { error } = result.turn;
    super(code, `The turn failed: ${withoutJson(reason ?? "the server gave no reason")}`);
    this.result = result;
    const { httpStatus, isRetryable } = classifyFailure(error);
    this.codexErrorInfo = error?.codexErrorInfo ?? null;
    this.httpStatus = httpStatus;
    this.isRetryable = isRetryable;
    hide(this, "result");
  }
}

/**
 * The turn failed because its model needs a login and nobody is logged in. It is interrupted at the
 * first answer that says so, instead of being tried again.
 */
export class NotLoggedInError extends TurnFailedError {
  constructor(result: TurnResult<unknown>) {
    super(result, logIn, "NOT_LOGGED_IN");
  }
}

const logIn =
  "the model needs a login, and nobody is logged in. Give new Codex({ apiKey }) a key, log in with codex.loginChatgpt(), or run `npx openai-codex-cli-bin login` with the same CODEX_HOME.";

/** The turn was interrupted, but not by its own signal or time limit. */
export class TurnInterruptedError extends CodexError {
  /** The turn and what it had produced until then. Not printed with the error. */
  readonly result: TurnResult<unknown>;
  /** How the server classifies the interruption; null when it does not say. */
  readonly codexErrorInfo: wire.CodexErrorInfo | null;

  constructor(result: TurnResult<unknown>) {
    super("TURN_INTERRUPTED", "The turn was interrupted before it was complete.");
    this.result = result;
    hide(this, "result");
    this.codexErrorInfo = result.turn.error?.codexErrorInfo ?? null;
  }
}

/** A turn exceeded one of its `timeouts` and was interrupted. */
export class TurnTimeoutError extends CodexError {
  /**
   * `idle`: the server sent nothing about the turn for too long. `total`: the turn ran for too
   * long. `retry`: the server could not reach the model for too long. `cause` is what the server
   * has last said to go wrong, if it has.
   */
  readonly kind: "idle" | "total" | "retry";
  /** The limit that was exceeded, in milliseconds. */
  readonly timeoutMs: number;

  constructor(kind: "idle" | "total" | "retry", timeoutMs: number, cause?: unknown) {
    super(
      "TURN_TIMEOUT",
      `${whatHappened[kind]} ${timeoutMs} ms, so it was interrupted. Raise timeouts.${kind}Ms, or set it to 0 for none.`,
      cause === undefined ? {} : { cause },
    );
    this.kind = kind;
    this.timeoutMs = timeoutMs;
  }
}

/** Keeps a field out of what is printed, which is to be short and free of secrets. */
function hide(error: CodexError, field: string): void {
  Object.defineProperty(error, field, { enumerable: false });
}

const whatHappened = {
  idle: "Nothing was heard of the turn for",
  total: "The turn ran for more than",
  retry: "The server could not reach the model for",
};
