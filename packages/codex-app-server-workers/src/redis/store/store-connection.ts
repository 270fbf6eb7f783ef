import { EngineError } from "../../errors/index.js";
import { checkVersion } from "../check-version.js";
import { type Connected, connectRedis } from "../connect-redis.js";
import { inTime } from "../in-time.js";
import type { RedisPlace } from "../redis-options.js";
import type { Script } from "../scripts/script.js";

export type ScriptArgument = string | number | Buffer;

/** What a script answers: a list of bytes, numbers, and null where there is nothing. */
export type ScriptAnswer = readonly (Buffer | number | null)[];

/** Runs the scripts of a store, whose arguments and answers are bytes. */
export class StoreConnection {
  readonly #connected: Connected;
  readonly #prefix: string;
  readonly #timeoutMs: number;
  #isChecked = false;
  #isClosed = false;
  /** What has not been answered yet. */
  readonly #open = new Set<Promise<ScriptAnswer>>();

  constructor(place: RedisPlace & { timeoutMs: number }) {
    const { prefix = "codex", timeoutMs } = place;
    this.#connected = connectRedis(place);
    this.#prefix = prefix;
    this.#timeoutMs = timeoutMs;
  }

  /** Resolves with what the script answers. Rejects with an `EngineError`. */
  async run(
    script: Script,
    keys: readonly string[],
    args: ScriptArgument[],
  ): Promise<ScriptAnswer> {
    if (this.#isClosed) throw new EngineError("closed", "the store was closed by this process.");
    const answered = inTime(this.#connected, this.#timeoutMs, async () => {
      await this.#checkOnce();
      return this.#evaluate(script, [keys.length, ...keys, ...args]);
    });
    this.#open.add(answered);
    try {
      return await answered;
    } finally {
      this.#open.delete(answered);
    }
  }

  /** Takes no more calls, waits for those that were made, and closes the connection. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#open);
    this.#connected.close();
  }

  /** Each call asks until one knows: none must fail with what an earlier one failed with. */
  async #checkOnce(): Promise<void> {
    if (this.#isChecked) return;
    await checkVersion(this.#connected, this.#prefix);
    this.#isChecked = true;
  }

  async #evaluate({ sha, text }: Script, args: ScriptArgument[]): Promise<ScriptAnswer> {
    const { redis } = this.#connected;
    try {
      return (await redis.callBuffer("EVALSHA", sha, ...args)) as ScriptAnswer;
    } catch (error) {
      if (!String(error).includes("NOSCRIPT")) throw error;
      return (await redis.callBuffer("EVAL", text, ...args)) as ScriptAnswer;
    }
  }
}
