import type { Engine } from "../engine/engine.js";
import type { Lease } from "../engine/lease.js";

/** A lease that is renewed until it is given back. */
export class HeldLease {
  readonly lease: Lease;
  /** Aborts when the lease is lost, or the worker gives its turns up. */
  readonly signal: AbortSignal;
  readonly #engine: Engine;
  readonly #lost = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;

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
    try {
      await this.#engine.renew(this.lease);
    } catch (error) {
      this.#lost.abort(error);
    }
  }
}
