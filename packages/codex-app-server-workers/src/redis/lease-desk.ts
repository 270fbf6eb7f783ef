import { onAbort } from "../async/on-abort.js";
import type { Wait } from "../engine/engine.js";
import type { Lease } from "../engine/lease.js";
import { LeaseLostError } from "../errors/index.js";
import { closedError } from "./closed-error.js";
import type { RedisFleet } from "./redis-fleet.js";
import { leaseScript, releaseScript, renewScript } from "./scripts/worker-scripts.js";
import { Sweep } from "./sweep.js";

interface Taker {
  give(lease: Lease): void;
  fail(error: unknown): void;
}

/** Gives leases to workers that wait for one, in their order. */
export class LeaseDesk {
  readonly #fleet: RedisFleet;
  readonly #sweep: Sweep;
  readonly #takers = new Set<Taker>();
  #isServing = false;
  #isClosed = false;

  constructor(fleet: RedisFleet) {
    this.#fleet = fleet;
    this.#sweep = new Sweep(fleet, (error) => this.#fail(error));
  }

  take({ signal }: Wait = {}): Promise<Lease> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(closedError());
      if (signal?.aborted) return reject(signal.reason);
      const leave = (): void => {
        this.#takers.delete(taker);
        unlisten();
      };
      const taker: Taker = {
        give: (lease) => {
          leave();
          resolve(lease);
        },
        fail: (error) => {
          leave();
          reject(error);
        },
      };
      const unlisten = onAbort(signal, () => taker.fail(signal?.reason));
      this.#takers.add(taker);
      this.#sweep.begin();
      void this.#serve();
    });
  }

  async renew({ threadId, token, durationMs }: Lease): Promise<void> {
    const [kind] = await this.#fleet.threads.run(renewScript, threadId, token, durationMs);
    if (kind === "lost") throw new LeaseLostError(threadId, token);
  }

  async release({ threadId, token }: Lease): Promise<void> {
    const { threads, doorbell } = this.#fleet;
    const [, waiting = "0"] = await threads.run(releaseScript, threadId, token);
    if (waiting !== "0") await threads.call(() => doorbell.ring(threadId));
  }

  close(): void {
    this.#isClosed = true;
    this.#sweep.end();
    this.#fail(closedError());
  }

  async #serve(): Promise<void> {
    if (this.#isServing) return;
    this.#isServing = true;
    try {
      while (this.#takers.size > 0) await this.#hearOne();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isServing = false;
    }
  }

  /** All that wait are told, and may try again. */
  #fail(error: unknown): void {
    for (const taker of this.#takers) taker.fail(error);
  }

  async #hearOne(): Promise<void> {
    const { threads, doorbell } = this.#fleet;
    const threadId = await threads.call(() => doorbell.hear());
    if (threadId === undefined) return;
    const lease = await this.#lease(threadId);
    if (!lease) return;
    const [taker] = this.#takers;
    if (taker) taker.give(lease);
    else await this.release(lease); // all have left, and another worker is to hear of it
  }

  async #lease(threadId: string): Promise<Lease | undefined> {
    const { threads, limits } = this.#fleet;
    const takeId = crypto.randomUUID();
    const answer = await threads.run(leaseScript, threadId, takeId, limits.leaseMs);
    const [kind, token, codexThreadId, isStored] = answer;
    // Who has the thread rings again when it is given back; the sweep does when that one dies.
    if (kind !== "leased") return undefined;
    return {
      threadId,
      token: Number(token),
      durationMs: limits.leaseMs,
      codexThreadId: codexThreadId || null,
      isStored: isStored === "1",
    };
  }
}
