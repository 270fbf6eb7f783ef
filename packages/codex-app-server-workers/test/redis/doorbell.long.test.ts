import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { type RedisEngine, type RedisEngineOptions, redisEngine } from "../../src/redis/index.js";
import { describeWithRedis, startRedis } from "../support/redis.js";

/** An engine that rings and hears, and does not sweep while a test runs. */
function open(connection: string, options: Partial<RedisEngineOptions> = {}): RedisEngine {
  const engine = redisEngine({ connection, leaseMs: 3_600_000, timeoutMs: 2000, ...options });
  onTestFinished(() => engine.close());
  return engine;
}

const send = (engine: RedisEngine, threadId: string): Promise<void> =>
  engine.send(threadId, { id: "a", input: "a", options: {} });

describeWithRedis("a bell", () => {
  test("that could not be rung at first is rung again", async () => {
    const { url } = await startRedis();
    const admin = new Redis(url);
    onTestFinished(() => admin.disconnect());
    const [web, worker] = [open(url), open(url)];
    await admin.call("ACL", "SETUSER", "default", "-info");
    await send(web, "first");
    await admin.call("ACL", "SETUSER", "default", "+info");
    await send(web, "second");

    expect(await worker.take("w", { signal: AbortSignal.timeout(5000) })).toMatchObject({
      threadId: "second",
    });
  });
});
