import { Queue, Worker } from "bullmq";
import type { Redis } from "ioredis";

/** What a job says: this thread has messages. */
interface Ring {
  readonly threadId: string;
}

/**
 * Tells workers which threads have messages. A job is a ring of the bell and no more: it is done
 * when a worker has heard it. Which worker may answer the thread is decided by its lease.
 */
export class Doorbell {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #stalledMs: number;
  /** A name for this process, which BullMQ locks a job with. */
  readonly #token = crypto.randomUUID();
  /** It writes as soon as it is made, which a Redis of another version must be spared. */
  #queue: Queue<Ring> | undefined;
  #hearing: Hearing | undefined;

  /** `stalledMs`: after how long a ring that its hearer died with is rung again. */
  constructor(redis: Redis, prefix: string, stalledMs: number) {
    this.#redis = redis;
    this.#prefix = `{${prefix}}`;
    this.#stalledMs = stalledMs;
  }

  /** Rings for a thread, unless its last ring was not heard yet. */
  async ring(threadId: string): Promise<void> {
    const options = {
      deduplication: { id: threadId },
      removeOnComplete: true,
      removeOnFail: true,
    };
    this.#queue ??= this.#openQueue();
    const queue = this.#queue;
    try {
      await queue.add("messages", { threadId }, options);
    } catch (error) {
      // One that could not begin at first never does.
      if (this.#queue === queue) this.#queue = undefined;
      await queue.close().catch(() => {}); // the connection is not its own
      throw error;
    }
  }

  /** Waits for a while for a ring that nobody else hears. One call at a time. */
  async hear(): Promise<string | undefined> {
    this.#hearing ??= this.#listen();
    const { worker } = this.#hearing;
    try {
      const job = await worker.getNextJob(this.#token);
      if (!job) return undefined;
      const { threadId } = job.data;
      await job.moveToCompleted(null, this.#token, false);
      return threadId;
    } catch (error) {
      // One that could not connect at first never does.
      await this.#endHearing();
      throw error;
    }
  }

  /** Never rejects. */
  async close(): Promise<void> {
    await this.#endHearing();
    await this.#queue?.close().catch(() => {}); // its connection has been ended
  }

  async #endHearing(): Promise<void> {
    const { worker, connections = [] } = this.#hearing ?? {};
    this.#hearing = undefined;
    await worker?.close(true).catch(() => {}); // its connections are ended all the same
    for (const connection of connections) connection.disconnect();
  }

  #openQueue(): Queue<Ring> {
    const queue = new Queue<Ring>(queueName, { connection: this.#redis, prefix: this.#prefix });
    queue.on("error", () => {}); // whoever rings is told
    return queue;
  }

  #listen(): Hearing {
    const connections = hearingConnections(this.#redis);
    const worker = new Worker<Ring>(queueName, undefined, {
      connection: connections[0],
      prefix: this.#prefix,
      autorun: false,
      lockDuration: this.#stalledMs,
      stalledInterval: this.#stalledMs,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    });
    worker.on("error", () => {}); // whoever hears is told
    void worker.startStalledCheckTimer().catch(() => {}); // tries again by itself
    return { worker, connections };
  }
}

const queueName = "doorbell";

interface Hearing {
  readonly worker: Worker<Ring>;
  readonly connections: readonly Redis[];
}

/** A connection for BullMQ's worker, and after it those that the worker makes of it. */
function hearingConnections(redis: Redis): [Redis, ...Redis[]] {
  // Its commands must not be given up, neither after a time nor after some tries. A line that was
  // cut without a word is found all the same, and they are sent again over the next one.
  const first = redis.duplicate({ maxRetriesPerRequest: null, commandTimeout: undefined });
  const connections: [Redis, ...Redis[]] = [first];
  const duplicate = first.duplicate.bind(first);
  first.duplicate = (options) => {
    // This one waits for long, and the worker looks after it.
    const connection = duplicate({ ...options, socketTimeout: undefined });
    connections.push(connection);
    connection.on("error", () => {}); // the engine's own commands say that Redis is gone
    return connection;
  };
  first.on("error", () => {});
  return connections;
}
