import { listDescendants, readMemory } from "./process-tree.js";

/** What a client and its servers take, in MB. */
export interface Memory {
  client: number;
  servers: number;
}

/** Weighs a client at the moment when all its threads wait for the model. */
export class Scale {
  readonly #pid: number;
  readonly #weighed: Promise<Memory>;
  #missing: number;
  #allArrived = (): void => {};

  constructor(pid: number, threads: number) {
    this.#pid = pid;
    this.#missing = threads;
    const allArrived = new Promise<void>((resolve) => {
      this.#allArrived = resolve;
    });
    this.#weighed = allArrived.then(() => this.#weigh());
  }

  /** Called when a thread asks the model. Resolves when it may be answered. */
  arrive(): Promise<Memory> {
    this.#missing -= 1;
    if (this.#missing === 0) this.#allArrived();
    return this.#weighed;
  }

  async #weigh(): Promise<Memory> {
    const servers = await Promise.all((await listDescendants(this.#pid)).map(readMemory));
    return {
      client: await readMemory(this.#pid),
      servers: servers.reduce((sum, memory) => sum + memory, 0),
    };
  }
}
