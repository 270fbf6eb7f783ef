import { onAbort } from "../async/on-abort.js";
import type { Engine } from "../engine/engine.js";
import type { Lease } from "../engine/lease.js";
import { LeaseLostError } from "../errors/index.js";

/** A lease that is renewed until it is given back. */
export class HeldLease {
  readonly lease: Lease;
  /** Aborts when the lease is lost, or the worker gives its turns up. */
  readonly signal: AbortSignal;
  readonly #engine: Engine;
  readonly #over = new AbortController();
  readonly #stopListening: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #renewedAt = performance.now();
  /** What the last renewal failed with. */
  #problem: unknown;

  /** `giveUp` aborts when the worker gives its turns up. */
  constructor(engine: Engine, lease: Lease, giveUp: AbortSignal) {
    this.lease = lease;
    this.signal = this.#over.signal;
    const giveUpToo = (): void => this.#over.abort(giveUp.reason);
    if (giveUp.aborted) giveUpToo();
    this.#stopListening = onAbort(giveUp, giveUpToo);
    this.#engine = engine;
    // Two renewals may fail before the lease has run out.
    this.#timer = setInterval(() => void this.#renew(), lease.durationMs / 3);
  }

  /** Gives it back. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopListening();
    await this.#engine.release(this.lease);
  }

  async #renew(): Promise<void> {
    const askedAt = performance.now();
    // Whether or not an answer comes: somebody else may have the thread by now.
    if (askedAt - this.#renewedAt >= this.lease.durationMs) return this.#lose(undefined);
    try {
      await this.#engine.renew(this.lease);
      this.#renewedAt = askedAt;
    } catch (error) {
      // An engine that can't be reached may be back before the lease has run out.
      if (error instanceof LeaseLostError) this.#lose(error);
      else this.#problem = error;
    }
  }

  #lose(error: unknown): void {
    const { threadId, token } = this.lease;
    const cause = this.#problem;
    this.#over.abort(error ?? new LeaseLostError(threadId, token, { cause }));
  }
}
