import { EngineError } from "../errors/index.js";
import type { Connected } from "./connect-redis.js";
import { redisFailure } from "./redis-failure.js";

/**
 * Sends commands that may be sent again, and rejects with an `EngineError` when they are not
 * answered within `timeoutMs`.
 */
export async function inTime<T>(
  connected: Connected,
  timeoutMs: number,
  send: () => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const isOver = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("Command timed out")), timeoutMs);
  });
  const end = performance.now() + timeoutMs;
  try {
    return await Promise.race([untilSent(send, end), isOver]);
  } catch (error) {
    throw error instanceof EngineError ? error : redisFailure(connected, error);
  } finally {
    clearTimeout(timer);
  }
}

/** After so many tries to connect ioredis gives up all that waits, also what has just begun to. */
async function untilSent<T>(send: () => Promise<T>, end: number): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      const isGivenUp = error instanceof Error && error.name === "MaxRetriesPerRequestError";
      if (!isGivenUp || performance.now() >= end) throw error;
    }
  }
}
