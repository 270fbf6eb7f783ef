import { Redis } from "ioredis";
import type { Crew } from "./crew.js";
import { memoryOf } from "./processes-of.js";

/** What is held at one moment, in bytes. */
export interface Held {
  readonly redis: number;
  /** Of each worker. */
  readonly workers: readonly number[];
  /** Of what each worker runs: its app-server. */
  readonly servers: readonly number[];
}

/** Writes down once a minute how much memory is used, and says so. */
export class MemoryDiary implements AsyncDisposable {
  readonly held: Held[] = [];
  readonly #crew: Crew;
  readonly #client: Redis;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(redisUrl: string, crew: Crew) {
    this.#crew = crew;
    this.#client = new Redis(redisUrl);
    this.#timer = setInterval(() => void this.#write(), 60_000);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#client.quit();
  }

  async #write(): Promise<void> {
    const [, used = "0"] = /used_memory:(\d+)/.exec(await this.#client.info("memory")) ?? [];
    const sum = (pids: readonly number[]): number =>
      pids.reduce((all, pid) => all + memoryOf(pid), 0);
    const { workers } = this.#crew;
    const held: Held = {
      redis: Number(used),
      workers: workers.map(({ pid }) => memoryOf(pid)),
      servers: workers.map(({ servers }) => sum(servers)),
    };
    this.held.push(held);
    const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
    process.stdout.write(
      `minute ${this.held.length}: Redis ${megabytes(held.redis)} MB, workers ${held.workers.map(megabytes)} MB, app-servers ${held.servers.map(megabytes)} MB\n`,
    );
  }
}
