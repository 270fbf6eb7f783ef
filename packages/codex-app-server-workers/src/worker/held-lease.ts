import type { Engine } from "../engine/engine.js";
import type { Lease } from "../engine/lease.js";
import { LeaseLostError } from "../errors/index.js";

/** A lease that is renewed until it is given back. */
export class HeldLease {
  readonly lease: Lease;
  /** Aborts when the lease is lost, or the worker gives its turns up. */
  readonly signal: AbortSignal;
  readonly #engine: Engine;
  readonly #lost = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  #renewedAt = performance.now();

  /** `giveUp` aborts when the worker gives its turns up. */
  constructor(engine: Engine, lease: Lease, giveUp: AbortSignal) {
    this.lease = lease;
    this.signal = AbortSignal.any([this.#lost.signal, giveUp]);
    this.#engine = engine;
    // Two renewals may fail before the lease has run out.
    this.#timer = setInterval(() => void this.#renew(), lease.durationMs / 3);
  }

  /** Gives it back. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#engine.release(this.lease);
  }

  async #renew(): Promise<void> {
    const askedAt = performance.now();
    try {
      await this.#engine.renew(this.lease);
      this.#renewedAt = askedAt;
    } catch (error) {
      // An engine that can't be reached may be back before the lease has run out.
      const isOver = performance.now() - this.#renewedAt >= this.lease.durationMs;
      if (isOver || error instanceof LeaseLostError) this.#lost.abort(error);
    }
  }
}
