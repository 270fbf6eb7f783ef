import type { Approval } from "../engine/approval.js";
import type { Engine } from "../engine/engine.js";
import type { Lease } from "../engine/lease.js";
import type { FleetEvent } from "../engine/message.js";

/** Writes the events of one turn to the engine, in order: those that wait go together. */
export class TurnLog {
  readonly turnId: string;
  readonly #engine: Engine;
  readonly #lease: Lease;
  #waiting: FleetEvent[] = [];
  #written: Promise<void> = Promise.resolve();

  constructor(engine: Engine, lease: Lease, turnId: string) {
    this.#engine = engine;
    this.#lease = lease;
    this.turnId = turnId;
  }

  /** Takes an event without waiting. That it could not be written is told by `flush()`. */
  write(event: FleetEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length > 1) return;
    this.#written = this.#written.then(() => this.#writeWaiting());
    this.#written.catch(() => {}); // whoever flushes is told
  }

  /** Resolves when all is written that was taken. Rejects when the lease is lost. */
  flush(): Promise<void> {
    return this.#written;
  }

  /** Asks a question, after all that happened before it has been written. */
  async ask(approval: Approval, signal: AbortSignal): Promise<unknown> {
    await this.flush();
    return this.#engine.ask(this.#lease, approval, { signal });
  }

  async #writeWaiting(): Promise<void> {
    const events = this.#waiting;
    this.#waiting = [];
    await this.#engine.append(this.#lease, this.turnId, events);
  }
}
