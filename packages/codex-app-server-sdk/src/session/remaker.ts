import { abortable } from "../async/abortable.js";
import { startTimer } from "../async/start-timer.js";
import { throwIfAborted } from "../async/throw-if-aborted.js";
import type { Logger } from "../diagnostics/logger.js";
import { messageOf } from "../errors/error-text.js";
import { TransportClosedError } from "../errors/index.js";
import type { RemakePolicy } from "../options/remake-policy.js";
import { isRefused } from "../transport/refused-connection.js";

export interface Remake<Server> {
  /** Why the connection has ended. */
  readonly reason: TransportClosedError;
  /** Aborting ends it. */
  readonly signal: AbortSignal;
  /** Makes a connection and takes up what was lost with the last one. */
  attempt(): Promise<Server>;
}

/**
 * A server that has run for so long is a good one, and the next loss has all attempts again: one
 * that dies each time soon after its start must not be started for ever. A connection that is made
 * again is good at once.
 */
const goodMs = { restart: 60_000, reconnect: 0 };

const longestWaitMs = 30_000;

/** Makes a lost connection again, with a growing and random time between the attempts. */
export class Remaker {
  readonly #policy: RemakePolicy;
  readonly #logger: Logger;
  #attempts = 0;
  #madeAt = performance.now();

  constructor(policy: RemakePolicy, logger: Logger) {
    this.#policy = policy;
    this.#logger = logger;
  }

  /**
   * Resolves with the first attempt that works. Rejects with a `TransportClosedError` after the
   * last one or one that was refused, as with a wrong token; and with the signal's reason.
   */
  async run<Server>({ reason, signal, attempt }: Remake<Server>): Promise<Server> {
    const { maxAttempts, kind } = this.#policy;
    if (performance.now() - this.#madeAt >= goodMs[kind]) this.#attempts = 0;
    let last: unknown = reason;
    for (let tries = 1; maxAttempts === 0 || this.#attempts < maxAttempts; tries += 1) {
      this.#attempts += 1;
      await this.#wait(tries, last, signal);
      try {
        const server = await attempt();
        this.#madeAt = performance.now();
        this.#logger.info(`The ${kind} has worked at attempt ${this.#attempts}.`);
        return server;
      } catch (error) {
        throwIfAborted(signal);
        last = error;
        if (isRefused(error)) break;
      }
    }
    throw this.#givenUp(reason, last);
  }

  async #wait(tries: number, last: unknown, signal: AbortSignal): Promise<void> {
    const { maxAttempts, backoffMs, kind } = this.#policy;
    const longest = Math.min(backoffMs * 2 ** (tries - 1), longestWaitMs);
    const ms = Math.round(longest * (1 - Math.random() / 2));
    const limit = maxAttempts === 0 ? "" : ` of ${maxAttempts}`;
    this.#logger.warn(
      `${summaryOf(last)} Attempt ${this.#attempts}${limit} to ${kind} in ${ms} ms.`,
    );
    let timer: NodeJS.Timeout | undefined;
    const passed = new Promise<void>((resolve) => {
      timer = startTimer(resolve, ms);
    });
    await abortable(passed, signal).finally(() => clearTimeout(timer));
  }

  #givenUp(reason: TransportClosedError, last: unknown): TransportClosedError {
    const { kind } = this.#policy;
    const { exitCode, signal, stderrTail } = reason;
    const why = last === reason ? "" : ` The last one: ${messageOf(last)}`;
    const attempts = this.#attempts === 1 ? "1 attempt" : `${this.#attempts} attempts`;
    const have = this.#attempts === 1 ? "has" : "have";
    const message = `${reason.summary} ${attempts} to ${kind} ${have} failed.${why}`;
    return new TransportClosedError(message, { exitCode, signal, stderrTail, cause: last });
  }
}

/** Without the lines of stderr that an error's message ends with. */
function summaryOf(error: unknown): string {
  return error instanceof TransportClosedError ? error.summary : messageOf(error);
}
