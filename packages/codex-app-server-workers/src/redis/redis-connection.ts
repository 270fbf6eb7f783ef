import { EngineError } from "../errors/index.js";
import { checkVersion } from "./check-version.js";
import { type Connected, connectRedis } from "./connect-redis.js";
import { inTime } from "./in-time.js";
import { redisFailure } from "./redis-failure.js";
import type { RedisPlace } from "./redis-options.js";
import type { Script } from "./scripts/script.js";

export type ScriptArgument = string | number | Buffer;

/** What a script answers: a list of bytes, numbers, and null where there is nothing. */
export type ScriptAnswer = readonly (Buffer | number | null)[];

/** A connection whose keys are of the version that this package knows. */
export class RedisConnection {
  readonly prefix: string;
  readonly #connected: Connected;
  readonly #timeoutMs: number;
  #isChecked = false;

  constructor(place: RedisPlace) {
    this.prefix = place.prefix ?? "codex";
    this.#timeoutMs = place.timeoutMs ?? 10_000;
    this.#connected = connectRedis(place);
  }

  /** The connection itself, for what is no command of this class. */
  get redis(): Connected["redis"] {
    return this.#connected.redis;
  }

  /**
   * Resolves with what the script answers, which may be run again when its answer is lost. Rejects
   * with an `EngineError`.
   */
  run(script: Script, keys: readonly string[], args: ScriptArgument[]): Promise<ScriptAnswer> {
    return inTime(this.#connected, this.#timeoutMs, async () => {
      await this.#checkOnce();
      return this.#evaluate(script, [keys.length, ...keys, ...args]);
    });
  }

  /** Does something that takes as long as it takes. Rejects with an `EngineError`. */
  async call<T>(work: (redis: Connected["redis"]) => Promise<T>): Promise<T> {
    await inTime(this.#connected, this.#timeoutMs, () => this.#checkOnce());
    try {
      return await work(this.redis);
    } catch (error) {
      throw error instanceof EngineError ? error : redisFailure(this.#connected, error);
    }
  }

  close(): void {
    this.#connected.close();
  }

  /** Each call asks until one knows: none must fail with what an earlier one failed with. */
  async #checkOnce(): Promise<void> {
    if (this.#isChecked) return;
    await checkVersion(this.#connected, this.prefix);
    this.#isChecked = true;
  }

  /** The text is sent only when Redis does not know the script. */
  async #evaluate({ sha, text }: Script, args: ScriptArgument[]): Promise<ScriptAnswer> {
    try {
      return (await this.redis.callBuffer("EVALSHA", sha, ...args)) as ScriptAnswer;
    } catch (error) {
      if (!String(error).includes("NOSCRIPT")) throw error;
      return (await this.redis.callBuffer("EVAL", text, ...args)) as ScriptAnswer;
    }
  }
}
