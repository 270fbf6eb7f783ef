import type { Wait } from "../engine/engine.js";
import { type Limits, limitsOf, requireWhole } from "../engine/engine-limits.js";
import { closedError } from "./closed-error.js";
import { Doorbell } from "./doorbell.js";
import { RedisConnection } from "./redis-connection.js";
import type { RedisEngineOptions } from "./redis-options.js";
import { RedisThreads } from "./redis-threads.js";
import { type Ear, ThreadEars, type Word } from "./thread-ears.js";

/** The connections to the Redis of a fleet, and what is known of it everywhere. */
export class RedisFleet {
  readonly limits: Limits;
  readonly threads: RedisThreads;
  readonly doorbell: Doorbell;
  readonly #keepMs: number;
  readonly #ears: ThreadEars;
  readonly #connection: RedisConnection;

  constructor(options: RedisEngineOptions) {
    const { keepMs = 24 * 3_600_000 } = options;
    this.limits = limitsOf(options);
    requireWhole("keepMs", keepMs, 0);
    this.#keepMs = keepMs;
    this.#connection = new RedisConnection(options);
    const { redis, prefix } = this.#connection;
    this.threads = new RedisThreads(this.#connection);
    this.doorbell = new Doorbell(redis, prefix, this.limits.leaseMs);
    const ears = redis.duplicate();
    ears.on("error", () => {}); // the commands' own connection says that Redis is gone
    this.#ears = new ThreadEars(ears);
  }

  /** What a script that ends a message must know. */
  get ending(): [maxEvents: number, maxOutcomes: number, keepMs: number] {
    return [this.limits.maxEvents, this.limits.maxOutcomes, this.#keepMs];
  }

  /** Call `end()` of what it resolves with. */
  listen(threadId: string): Promise<Ear> {
    return this.threads.call(() => this.#ears.listen(this.threads.baseOf(threadId)));
  }

  /** Looks until there is something, now and whenever the word is heard. */
  async waitFor<T>(
    { threadId, word, signal }: Wait & { threadId: string; word: Word },
    look: () => Promise<T | undefined>,
  ): Promise<T> {
    const ear = await this.listen(threadId);
    try {
      return await ear.until(word, look, signal);
    } finally {
      ear.end();
    }
  }

  /** Writes something, which a Redis that is full refuses. */
  async check(): Promise<void> {
    await this.threads.call((redis) => redis.set(this.threads.checkKey, "1", "PX", 1000));
  }

  /** May be called again. */
  close(): void {
    this.#connection.close();
    this.#ears.close(closedError());
    this.doorbell.close();
  }
}
