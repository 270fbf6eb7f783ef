import type { Lease } from "../engine/lease.js";
import type { Doorbell } from "./doorbell.js";
import type { RedisThreads } from "./redis-threads.js";
import { leaseScript, releaseScript } from "./scripts/worker-scripts.js";
import { Sweep } from "./sweep.js";

interface Taker {
  give(lease: Lease): void;
  fail(error: unknown): void;
}

/** Gives leases to workers that wait for one, in their order. */
export class LeaseDesk {
  readonly #threads: RedisThreads;
  readonly #doorbell: Doorbell;
  readonly #leaseMs: number;
  readonly #sweep: Sweep;
  readonly #takers = new Set<Taker>();
  #isServing = false;

  constructor(threads: RedisThreads, doorbell: Doorbell, leaseMs: number) {
    this.#threads = threads;
    this.#doorbell = doorbell;
    this.#leaseMs = leaseMs;
    this.#sweep = new Sweep(threads, doorbell, leaseMs / 2, (error) => this.fail(error));
  }

  take(signal?: AbortSignal): Promise<Lease> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const leave = (): void => {
        this.#takers.delete(taker);
        signal?.removeEventListener("abort", giveUp);
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
      const giveUp = (): void => taker.fail(signal?.reason);
      signal?.addEventListener("abort", giveUp, { once: true });
      this.#takers.add(taker);
      this.#sweep.begin();
      void this.#serve();
    });
  }

  async release({ threadId, token }: Lease): Promise<void> {
    const [, waiting] = await this.#threads.run(releaseScript, threadId, token);
    if (waiting !== undefined && waiting !== "0") await this.#doorbell.ring(threadId);
  }

  /** All that wait are told, and may try again. */
  fail(error: unknown): void {
    for (const taker of this.#takers) taker.fail(error);
  }

  close(): void {
    this.#sweep.end();
  }

  async #serve(): Promise<void> {
    if (this.#isServing) return;
    this.#isServing = true;
    try {
      while (this.#takers.size > 0) await this.#hearOne();
    } catch (error) {
      this.fail(error);
    } finally {
      this.#isServing = false;
    }
  }

  async #hearOne(): Promise<void> {
    const threadId = await this.#threads.call(() => this.#doorbell.hear());
    if (threadId === undefined) return;
    const lease = await this.#lease(threadId);
    if (!lease) return;
    const [taker] = this.#takers;
    if (taker) taker.give(lease);
    else await this.release(lease); // all have left, and another worker is to hear of it
  }

  async #lease(threadId: string): Promise<Lease | undefined> {
    const answer = await this.#threads.run(
      leaseScript,
      threadId,
      crypto.randomUUID(),
      this.#leaseMs,
    );
    const [kind, token, codexThreadId, isStored] = answer;
    // Who has the thread rings again when it is given back; the sweep does when that one dies.
    if (kind !== "leased") return undefined;
    return {
      threadId,
      token: Number(token),
      durationMs: this.#leaseMs,
      codexThreadId: codexThreadId || null,
      isStored: isStored === "1",
    };
  }
}
