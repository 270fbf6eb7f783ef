import type { Redis } from "ioredis";
import type { RedisFleet } from "./redis-fleet.js";

/** About how many threads are rung for that nobody had, of those that have messages. */
const maxIdleRings = 100;

/** How many threads are looked at in one go. */
const pageSize = 500;

/**
 * Rings again for threads that have messages and no lease: their worker has died, or the one that
 * rang or heard the bell. Where a ring was not lost it is not rung twice. One process of the fleet
 * does it at a time.
 */
export class Sweep {
  readonly #fleet: RedisFleet;
  readonly #failed: (error: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isEnded = false;

  /** `failed` is told each time that it could not be done. */
  constructor(fleet: RedisFleet, failed: (error: unknown) => void) {
    this.#fleet = fleet;
    this.#failed = failed;
  }

  /** May be called again. */
  begin(): void {
    if (this.#isEnded || this.#timer) return;
    // Workers that began at the same time are not to sweep at the same time.
    const afterMs = this.#everyMs * (0.8 + Math.random() * 0.4);
    this.#timer = setTimeout(() => void this.#sweep(), afterMs);
  }

  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }

  get #everyMs(): number {
    return this.#fleet.limits.leaseMs / 2;
  }

  async #sweep(): Promise<void> {
    try {
      await this.#fleet.threads.call(async (redis) => {
        if (await this.#isMine(redis)) await this.#ringForAll(redis);
      });
    } catch (error) {
      if (!this.#isEnded) this.#failed(error);
    }
    this.#timer = undefined;
    this.begin();
  }

  async #isMine(redis: Redis): Promise<boolean> {
    const ms = Math.ceil(this.#everyMs * 0.7);
    return (await redis.set(this.#fleet.threads.sweepKey, "1", "PX", ms, "NX")) !== null;
  }

  async #ringForAll(redis: Redis): Promise<void> {
    const { waiting } = this.#fleet.threads;
    // Of very many, each has its chance: only those whose worker has died can't wait for it.
    const idleShare = maxIdleRings / (await redis.scard(waiting));
    let cursor = "0";
    do {
      const [next, threadIds] = await redis.sscan(waiting, cursor, "COUNT", pageSize);
      cursor = next;
      const looks = threadIds.map((threadId) => this.#ringFor(redis, threadId, idleShare));
      await Promise.all(looks);
    } while (cursor !== "0" && !this.#isEnded);
  }

  async #ringFor(redis: Redis, threadId: string, idleShare: number): Promise<void> {
    const { threads, doorbell } = this.#fleet;
    const base = threads.baseOf(threadId);
    const [isHeld, isTaken] = await Promise.all([
      redis.exists(threads.leaseOf(threadId)),
      redis.hexists(base, "take"), // which goes when the lease is given back
    ]);
    if (isHeld === 0 && (isTaken === 1 || Math.random() < idleShare)) await doorbell.ring(threadId);
  }
}
