import { startTimer } from "../async/start-timer.js";
import type { TurnTimeouts } from "../options/turn-options.js";
import { TurnTimeoutError } from "./turn-errors.js";

export interface TurnTimersOptions {
  timeouts: TurnTimeouts;
  /** Whether something of the turn is at work, so that silence is to be expected. */
  isWorking(): boolean;
  /** Called at most once. */
  expired(error: TurnTimeoutError): void;
}

/** What waits for it runs when the messages of a read have been handled. */
const resolved = Promise.resolve();

const defaults = { idleMs: 600_000, totalMs: 0, retryMs: 300_000 };

/** What a turn without limits is given. */
export const noTimeouts: TurnTimeouts = { idleMs: 0, totalMs: 0, retryMs: 0 };

/** Watches a turn's time. */
export class TurnTimers {
  readonly #options: TurnTimersOptions;
  readonly #idleMs: number;
  readonly #retryMs: number;
  #lastHeard = performance.now();
  /** Whether that was during the present read. */
  #isHeardNow = false;
  readonly #readEnded = (): void => {
    this.#isHeardNow = false;
  };
  #idleTimer: NodeJS.Timeout | undefined;
  readonly #totalTimer: NodeJS.Timeout | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  /** What the server has last said to go wrong, since the turn last moved on. */
  #reason: unknown;

  constructor(options: TurnTimersOptions) {
    const { idleMs, totalMs, retryMs } = options.timeouts;
    this.#options = options;
    this.#idleMs = idleMs ?? defaults.idleMs;
    this.#retryMs = retryMs ?? defaults.retryMs;
    if (this.#idleMs > 0) this.#watchIdle(this.#idleMs);
    const total = totalMs ?? defaults.totalMs;
    if (total > 0) this.#totalTimer = startTimer(() => this.#expire("total", total), total);
  }

  /**
   * Something was heard of the turn, or something that was at work has ended. One read may bring
   * hundreds of deltas: the clock is asked once for all of them.
   */
  touch(): void {
    if (this.#isHeardNow) return;
    this.#isHeardNow = true;
    this.#lastHeard = performance.now();
    void resolved.then(this.#readEnded);
  }

  /** Something has gone wrong; what, is the cause of a time-out that follows. */
  failed(reason: unknown): void {
    this.#reason = reason;
  }

  /** The server tries again by itself after this error. */
  retrying(reason: unknown): void {
    this.failed(reason);
    if (this.#retryMs === 0 || this.#retryTimer !== undefined) return;
    this.#retryTimer = startTimer(() => this.#expire("retry", this.#retryMs), this.#retryMs);
  }

  /** The turn has moved on. */
  progressed(): void {
    this.#reason = undefined;
    if (this.#retryTimer === undefined) return;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
  }

  stop(): void {
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#totalTimer);
    clearTimeout(this.#retryTimer);
  }

  /** One timer that looks again, instead of one that is set anew with each of 20,000 deltas. */
  #watchIdle(waitMs: number): void {
    this.#idleTimer = startTimer(() => {
      if (this.#options.isWorking()) this.#lastHeard = performance.now();
      const leftMs = this.#idleMs - (performance.now() - this.#lastHeard);
      if (leftMs <= 0) this.#expire("idle", this.#idleMs);
      else this.#watchIdle(leftMs);
    }, waitMs);
  }

  #expire(kind: TurnTimeoutError["kind"], ms: number): void {
    this.stop();
    this.#options.expired(new TurnTimeoutError(kind, ms, this.#reason));
  }
}
