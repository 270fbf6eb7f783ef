import type { RedisFleet } from "./redis-fleet.js";

/** How many threads are rung for at a time: workers that are busy need no more. */
const maxRings = 100;

/**
 * Rings again for threads that have messages and no lease: their worker has died, or the one that
 * rang or heard the bell. With all else in order it rings for what was rung for already.
 */
export class Sweep {
  readonly #fleet: RedisFleet;
  readonly #failed: (error: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isEnded = false;
  #cursor = "0";

  /** `failed` is told each time that it could not be done. */
  constructor(fleet: RedisFleet, failed: (error: unknown) => void) {
    this.#fleet = fleet;
    this.#failed = failed;
  }

  /** May be called again. */
  begin(): void {
    if (this.#isEnded || this.#timer) return;
    // Workers that began at the same time are not to sweep at the same time.
    const afterMs = this.#fleet.limits.leaseMs * (0.4 + Math.random() * 0.2);
    this.#timer = setTimeout(() => void this.#sweep(), afterMs);
  }

  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }

  async #sweep(): Promise<void> {
    const { threads, doorbell } = this.#fleet;
    try {
      for (const threadId of await this.#unheld()) {
        await threads.call(() => doorbell.ring(threadId));
      }
    } catch (error) {
      if (!this.#isEnded) this.#failed(error);
    }
    this.#timer = undefined;
    this.begin();
  }

  async #unheld(): Promise<string[]> {
    const { threads } = this.#fleet;
    return threads.call(async ({ redis }) => {
      const { waiting } = threads;
      const [cursor, threadIds] = await redis.sscan(waiting, this.#cursor, "COUNT", maxRings);
      this.#cursor = cursor;
      const looks = threadIds.map((id) => redis.exists(threads.leaseOf(id)));
      const held = await Promise.all(looks);
      return threadIds.filter((_, place) => held[place] === 0);
    });
  }
}
