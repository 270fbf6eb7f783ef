import { OptionsError } from "codex-app-server-sdk";
import { longestMs, requireWhole } from "../engine/engine-limits.js";
import type { RedisPlace } from "./redis-options.js";

/** Throws an `OptionsError` for what can't be right. It shows no connection and no password. */
export function checkRedisPlace({ connection, prefix, timeoutMs }: RedisPlace): void {
  const isText = typeof connection === "string" && connection !== "";
  if (!isText && (typeof connection !== "object" || connection === null)) {
    throw new OptionsError("connection must be a redis:// URL, or options of ioredis.");
  }
  if (prefix !== undefined && (typeof prefix !== "string" || !/^[^{}]{1,100}$/.test(prefix))) {
    const what = "prefix must be a text of 1 to 100 characters without braces";
    throw new OptionsError(`${what}, not ${JSON.stringify(prefix)}.`);
  }
  if (timeoutMs !== undefined) requireWhole("timeoutMs", timeoutMs, 1, longestMs);
}
