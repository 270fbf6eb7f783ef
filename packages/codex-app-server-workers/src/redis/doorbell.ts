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
  readonly #queue: Queue<Ring>;
  readonly #prefix: string;
  readonly #stalledMs: number;
  readonly #redis: Redis;
  /** A name for this process, which BullMQ locks a job with. */
  readonly #token = crypto.randomUUID();
  #hearing: Promise<Hearing> | undefined;

  /** `stalledMs`: after how long a ring that its hearer died with is rung again. */
  constructor(redis: Redis, prefix: string, stalledMs: number) {
    this.#redis = redis;
    this.#prefix = `{${prefix}}`;
    this.#stalledMs = stalledMs;
    this.#queue = new Queue(queueName, { connection: redis, prefix: this.#prefix });
    this.#queue.on("error", () => {}); // whoever rings is told
  }

  /** Rings for a thread, unless its last ring was not heard yet. */
  async ring(threadId: string): Promise<void> {
    const options = {
      deduplication: { id: threadId },
      removeOnComplete: true,
      removeOnFail: true,
    };
    await this.#queue.add("messages", { threadId }, options);
  }

  /** Waits for a while for a ring that nobody else hears. One call at a time. */
  async hear(): Promise<string | undefined> {
    this.#hearing ??= this.#listen();
    const { worker } = await this.#hearing;
    const job = await worker.getNextJob(this.#token);
    if (!job) return undefined;
    const { threadId } = job.data;
    await job.moveToCompleted(null, this.#token, false);
    return threadId;
  }

  async close(): Promise<void> {
    const { worker, redis } = (await this.#hearing?.catch(() => undefined)) ?? {};
    await worker?.close(true);
    redis?.disconnect();
    await this.#queue.close();
  }

  async #listen(): Promise<Hearing> {
    // BullMQ's wait must not be given up, neither after a time nor after some tries.
    const redis = this.#redis.duplicate({
      maxRetriesPerRequest: null,
      commandTimeout: undefined,
      socketTimeout: undefined,
    });
    redis.on("error", () => {}); // the engine's own commands say that Redis is gone
    const worker = new Worker<Ring>(queueName, undefined, {
      connection: redis,
      prefix: this.#prefix,
      autorun: false,
      lockDuration: this.#stalledMs,
      stalledInterval: this.#stalledMs,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    });
    worker.on("error", () => {});
    await worker.startStalledCheckTimer();
    return { redis, worker };
  }
}

interface Hearing {
  readonly redis: Redis;
  readonly worker: Worker<Ring>;
}

const queueName = "doorbell";
