import type { Redis } from "ioredis";
import type { Script } from "./scripts/script.js";

/** Runs a script, whose text is sent only when Redis does not know it. */
export async function runScript(
  redis: Redis,
  { text, sha }: Script,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown> {
  try {
    return await redis.evalsha(sha, keys.length, ...keys, ...args);
  } catch (error) {
    if (!String(error).includes("NOSCRIPT")) throw error;
    return redis.eval(text, keys.length, ...keys, ...args);
  }
}
