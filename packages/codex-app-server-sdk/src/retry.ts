import { abortable } from "./async/abortable.js";
import { startTimer } from "./async/start-timer.js";
import { throwIfAborted } from "./async/throw-if-aborted.js";
import { type CodexError, isCodexError, RetryLimitExceededError } from "./errors/index.js";
import {
  abortSignal,
  assertNoProblems,
  fields,
  fn,
  milliseconds,
  type Rule,
  rule,
} from "./options/option-rules.js";
import { readSafely } from "./options/read-safely.js";

/** Options of `retryOnOverload()`. */
export interface RetryOptions {
  /** How many attempts to make, the first one included; default 3. */
  maxAttempts?: number | undefined;
  /**
   * Delay before the second attempt in milliseconds; default 250. It doubles before each further
   * one.
   */
  initialDelayMs?: number | undefined;
  /** Longest delay in milliseconds, jitter included; default 2 000, 0 = no limit. */
  maxDelayMs?: number | undefined;
  /**
   * Random variation of each delay, as a fraction of it; default 0.2. It keeps many clients from
   * trying again at the same moment.
   */
  jitterRatio?: number | undefined;
  /**
   * Aborting stops waiting and rejects with the signal's reason. An attempt that runs is not
   * aborted.
   */
  signal?: AbortSignal | undefined;
}

/**
 * Whether trying again may help: the server was overloaded, or a turn failed because the model was.
 * False for a `RetryLimitExceededError`, because its operation was already tried again.
 */
export function isRetryableError(error: unknown): error is CodexError {
  if (!isCodexError(error)) return false;
  if (error.code === "SERVER_BUSY") return true;
  if (error.code !== "TURN_FAILED") return false;
  return overloads.has((error as { codexErrorInfo?: unknown }).codexErrorInfo);
}

/** How older and newer servers spell that the model is overloaded. */
const overloads: ReadonlySet<unknown> = new Set(["serverOverloaded", "server_overloaded"]);

/**
 * Runs `operation`, and runs it again after a delay while it fails with a retryable error (see
 * `isRetryableError`). Rejects with any other error at once; with `RetryLimitExceededError`, whose
 * `cause` is the last error, when all attempts failed; and with `OptionsError` for invalid options.
 *
 * @example
 * ```ts
 * const { finalResponse } = await retryOnOverload(() => thread.run("Say hello."), {
 *   maxAttempts: 3,
 *   initialDelayMs: 250,
 * });
 * console.log(finalResponse);
 * ```
 */
export async function retryOnOverload<T>(
  operation: () => Promise<T>,
  options: RetryOptions = {},
): Promise<T> {
  const given = readSafely("options", () => {
    assertNoProblems([...fn(operation, "operation"), ...retryRules(options, "")]);
    return { ...options };
  });
  const { maxAttempts = 3, signal } = given;
  for (let attempt = 1; ; attempt += 1) {
    throwIfAborted(signal);
    try {
      return await operation();
    } catch (error) {
      if (!isRetryableError(error)) throw error;
      if (attempt >= maxAttempts) throw new RetryLimitExceededError(error, attempt);
      await delay(delayMs(attempt, given), signal);
    }
  }
}

const retryRules = fields({
  maxAttempts: rule(
    "a whole number, 1 or more",
    (value) => Number.isInteger(value) && Number(value) > 0,
  ),
  initialDelayMs: milliseconds,
  maxDelayMs: milliseconds,
  jitterRatio: rule(
    "a number from 0 to 1",
    (value) => typeof value === "number" && value >= 0 && value <= 1,
  ),
  signal: abortSignal,
} satisfies Record<keyof RetryOptions, Rule>);

function delayMs(
  attempt: number,
  { initialDelayMs = 250, maxDelayMs = 2_000, jitterRatio = 0.2 }: RetryOptions,
): number {
  const longest = maxDelayMs || Number.POSITIVE_INFINITY;
  const base = Math.min(initialDelayMs * 2 ** (attempt - 1), longest);
  return Math.min(base * (1 + jitterRatio * (2 * Math.random() - 1)), longest);
}

function delay(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = startTimer(resolve, ms);
  });
  return abortable(passed, signal).finally(() => clearTimeout(timer));
}
