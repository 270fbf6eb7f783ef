import { Redis } from "ioredis";
import { checkRedisPlace } from "./check-redis-place.js";
import type { RedisPlace } from "./redis-options.js";

/** How long after a lost connection, or a failed try, the next one begins. */
const retryMs = 250;

/** Connects anew, and sends what was refused again. */
const resend = 2;

/** A connection, and why it is not there, which a command that could not be sent does not tell. */
export interface Connected {
  readonly redis: Redis;
  /** The place without its password, for people. */
  readonly name: string;
  /** What the last try to connect failed with; undefined once connected. */
  lastFailure(): Error | undefined;
  /** Whether this process has ended it. */
  isClosed(): boolean;
  close(): void;
}

/**
 * Makes a connection, which begins with the first command. Commands wait while it is lost, are sent
 * again when their answer was, and fail after `timeoutMs`. Throws an `OptionsError` for what can't
 * be right.
 */
export function connectRedis(place: RedisPlace): Connected {
  checkRedisPlace(place);
  const { connection, timeoutMs = 10_000 } = place;
  const options = {
    lazyConnect: true,
    retryStrategy: () => retryMs,
    maxRetriesPerRequest: Math.ceil(timeoutMs / retryMs),
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    // A server that is no master any more is left for the one that its name leads to now.
    reconnectOnError: ({ message }: Error) => (message.startsWith("READONLY") ? resend : false),
    // Else a line that was cut without a word would be waited on for a quarter of an hour.
    socketTimeout: timeoutMs,
  };
  const redis =
    typeof connection === "string"
      ? new Redis(connection, options)
      : new Redis({ ...connection, ...options });
  let failure: Error | undefined;
  let isClosed = false;
  redis.on("error", (error: Error) => {
    failure = error;
  });
  redis.on("ready", () => {
    failure = undefined;
  });
  return {
    redis,
    name: nameOf(redis),
    lastFailure: () => failure,
    isClosed: () => isClosed,
    close: () => {
      isClosed = true;
      redis.disconnect();
    },
  };
}

function nameOf({ options: { path, host, port } }: Redis): string {
  return path ?? `${host}:${port}`;
}
