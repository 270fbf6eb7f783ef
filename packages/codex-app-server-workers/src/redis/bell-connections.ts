import type { Redis } from "ioredis";

/** A connection for BullMQ's worker, and after it those that the worker makes of it. */
export class BellConnections {
  readonly first: Redis;
  readonly #all: Redis[] = [];
  #isEnded = false;

  constructor(redis: Redis) {
    // Its commands must not be given up, neither after a time nor after some tries. A line that was
    // cut without a word is found all the same, and they are sent again over the next one.
    this.first = redis.duplicate({ maxRetriesPerRequest: null, commandTimeout: undefined });
    this.#add(this.first);
    const duplicate = this.first.duplicate.bind(this.first);
    // This one waits for long, and the worker looks after it.
    this.first.duplicate = (options) =>
      this.#add(duplicate({ ...options, socketTimeout: undefined }));
  }

  /** Ends them, also those that the worker makes, or connects again, after this. */
  end(): void {
    this.#isEnded = true;
    for (const connection of this.#all) connection.disconnect();
  }

  #add(connection: Redis): Redis {
    this.#all.push(connection);
    connection.on("error", () => {}); // the engine's own commands say that Redis is gone
    connection.on("connect", () => {
      if (this.#isEnded) connection.disconnect();
    });
    return connection;
  }
}
