import type { RedisOptions } from "ioredis";
import type { EngineLimits } from "../engine/engine-limits.js";

/** Which Redis, and which part of it. */
export interface RedisPlace {
  /**
   * The server: a `redis://` or `rediss://` URL, or the options of ioredis. A password stands in no
   * error and no log.
   */
  connection: string | RedisOptions;
  /**
   * What the names of all keys begin with, in braces: up to 100 characters without braces; default
   * `"codex"`. Fleets with different ones know nothing of each other.
   */
  prefix?: string | undefined;
  /**
   * How long a command may take in milliseconds, the time that Redis can't be reached included;
   * default 10 000.
   */
  timeoutMs?: number | undefined;
}

/** Options of `redisEngine()`. */
export interface RedisEngineOptions extends RedisPlace, EngineLimits {
  /**
   * How long the events and outcomes of a thread are kept after its last message was answered, in
   * milliseconds; default 24 hours, 0 = for ever. What was said stays in the store.
   */
  keepMs?: number | undefined;
}
