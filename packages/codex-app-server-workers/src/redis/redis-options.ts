import { OptionsError } from "codex-app-server-sdk";
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
   * What the names of all keys begin with, in braces; default `"codex"`. Fleets with different ones
   * know nothing of each other.
   */
  prefix?: string | undefined;
  /**
   * How long a command may take in milliseconds, the time that Redis can't be reached included;
   * default 10 000.
   */
  timeoutMs?: number | undefined;
}

/** Throws an `OptionsError` for a prefix that would make other keys than those of a fleet. */
export function requirePrefix(prefix: unknown): void {
  if (typeof prefix === "string" && /^[^{}]{1,100}$/.test(prefix)) return;
  const what = "prefix must be a text of 1 to 100 characters without braces";
  throw new OptionsError(`${what}, not ${JSON.stringify(prefix)}.`);
}

/** Options of `redisEngine()`. */
export interface RedisEngineOptions extends RedisPlace, EngineLimits {
  /**
   * How long the events and outcomes of a thread are kept after its last message was answered, in
   * milliseconds; default 24 hours, 0 = for ever. What was said stays in the store.
   */
  keepMs?: number | undefined;
}
