import { Forwarder } from "./forwarder.js";
import type { Ground, Place, Reached } from "./ground.js";

/** Places that are no more than a way of their own to Redis and to the model. */
export class PlainGround implements Ground {
  readonly host = "127.0.0.1";
  readonly #count: number;
  readonly #forwarders: Forwarder[] = [];

  constructor(count: number) {
    this.#count = count;
  }

  connect(reached: Reached): Promise<Place[]> {
    const names = Array.from({ length: this.#count }, (_, index) => `process ${index + 1}`);
    return Promise.all(names.map((name) => this.#makePlace(name, reached)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#forwarders.map((forwarder) => forwarder[Symbol.asyncDispose]()));
  }

  async #makePlace(name: string, { redisPort, modelPort }: Reached): Promise<Place> {
    const redis = await Forwarder.start(this.host, redisPort);
    const model = await Forwarder.start(this.host, modelPort);
    this.#forwarders.push(redis, model);
    return {
      name,
      redisUrl: `redis://${this.host}:${redis.port}`,
      modelUrl: `http://${this.host}:${model.port}/v1`,
      command: (nodeArguments) => [process.execPath, ...nodeArguments],
      cut: () => [redis, model].forEach((forwarder) => void forwarder.pause()),
      mend: () => [redis, model].forEach((forwarder) => void forwarder.resume()),
    };
  }
}
