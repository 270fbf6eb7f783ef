import { Queue, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { BellConnections } from "./bell-connections.js";

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
      this.#endHearing();
      throw error;
    }
  }

  /** Ends its connections at once. */
  close(): void {
    this.#endHearing();
    void this.#queue?.close().catch(() => {}); // its connection is the engine's
  }

  #endHearing(): void {
    // BullMQ may wait for ever for a connection that it was about to make.
    void this.#hearing?.worker.close(true).catch(() => {});
    this.#hearing?.connections.end();
    this.#hearing = undefined;
  }

  #openQueue(): Queue<Ring> {
    const queue = new Queue<Ring>(queueName, { connection: this.#redis, prefix: this.#prefix });
    queue.on("error", () => {}); // whoever rings is told
    return queue;
  }

  #listen(): Hearing {
    const connections = new BellConnections(this.#redis);
    const worker = new Worker<Ring>(queueName, undefined, {
      connection: connections.first,
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
  readonly connections: BellConnections;
}
