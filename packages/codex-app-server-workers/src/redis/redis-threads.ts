import { setTimeout } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { Lease } from "../engine/lease.js";
import { EngineError, LeaseLostError } from "../errors/index.js";
import type { RedisConnection } from "./redis-connection.js";
import type { Script } from "./scripts/script.js";

type Argument = string | number;

/** How long after a failure a worker tries again. */
const pauseMs = 250;

/** The keys of all threads of a fleet, and the scripts over them. */
export class RedisThreads {
  readonly #connection: RedisConnection;
  readonly #prefix: string;
  #steps = 0;

  constructor(connection: RedisConnection) {
    this.#connection = connection;
    this.#prefix = connection.prefix;
  }

  /** The threads that have messages, by their ids. */
  get waiting(): string {
    return `{${this.#prefix}}:waiting`;
  }

  /** Who has it sweeps. */
  get sweepKey(): string {
    return `{${this.#prefix}}:sweep`;
  }

  /** Written to see whether there is room. */
  get checkKey(): string {
    return `{${this.#prefix}}:check`;
  }

  /** What the names of a thread's keys begin with; the name of its channel, too. */
  baseOf(threadId: string): string {
    // A colon in an id would make it another thread's key.
    return `{${this.#prefix}}:thread:${encodeURIComponent(threadId)}`;
  }

  leaseOf(threadId: string): string {
    return `${this.baseOf(threadId)}:lease`;
  }

  /** Resolves with what the script answers. Rejects with an `EngineError`. */
  async run(script: Script, threadId: string, ...args: Argument[]): Promise<string[]> {
    const keys = [this.baseOf(threadId), this.waiting];
    const answer = await this.#connection.run(script, keys, [threadId, ...args]);
    return answer.map(String);
  }

  /**
   * Runs a step of the worker that has the thread, which does nothing when it is run again. Rejects
   * with a `LeaseLostError`.
   */
  async runHeld(script: Script, lease: Lease, ...args: Argument[]): Promise<string[]> {
    this.#steps += 1;
    const step = this.#steps;
    const { threadId, token } = lease;
    const answer = await this.whileHeld(lease, () =>
      this.run(script, threadId, token, step, ...args),
    );
    if (answer[0] === "lost") throw new LeaseLostError(threadId, token);
    return answer;
  }

  /**
   * Does something for the worker that has the thread. Where Redis can't be reached it is done
   * again, as long as the worker may have it.
   */
  async whileHeld<T>({ durationMs }: Lease, work: () => Promise<T>): Promise<T> {
    const begunAt = performance.now();
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const isGone = error instanceof EngineError && error.problem === "unreachable";
        // By then the lease has run out, as it could not be renewed either.
        if (!isGone || performance.now() - begunAt > durationMs) throw error;
        await setTimeout(pauseMs); // some problems are told at once
      }
    }
  }

  /** Does something with the connection. Rejects with an `EngineError`. */
  call<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
    return this.#connection.call(work);
  }
}
