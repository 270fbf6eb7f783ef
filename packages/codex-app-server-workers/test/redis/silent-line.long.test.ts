import { Redis } from "ioredis";
import { expect, onTestFinished, test, vi } from "vitest";
import { type RedisEngine, redisEngine } from "../../src/redis/index.js";
import { describeWithRedis, startRedis } from "../support/redis.js";
import { SilentLine } from "../support/silent-line.js";

/** Its leases are so long that no sweep helps. */
function open(connection: string): RedisEngine {
  const engine = redisEngine({ connection, leaseMs: 3_600_000, timeoutMs: 1000 });
  onTestFinished(() => engine.close());
  return engine;
}

const send = (engine: RedisEngine, threadId: string): Promise<void> =>
  engine.send(threadId, { id: "a", input: "a", options: {} });

describeWithRedis("a line that was cut without a word", () => {
  test("keeps no worker from hearing of messages", async () => {
    const redis = await startRedis();
    const line = await SilentLine.open(redis.port);
    const [web, worker] = [open(redis.url), open(line.url)];
    await send(web, "first");
    expect(await worker.take("w")).toMatchObject({ threadId: "first" });
    const taken = worker.take("w", { signal: AbortSignal.timeout(20_000) });
    line.cutSilently("doorbell");
    await send(web, "second");

    expect(await taken).toMatchObject({ threadId: "second" });
  });

  test("is found by those that listen, and they listen again", async () => {
    const redis = await startRedis();
    const line = await SilentLine.open(redis.port);
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    const [web, reader] = [open(redis.url), open(line.url)];
    await send(web, "t");
    const listeners = async (): Promise<unknown> =>
      (await client.pubsub("NUMSUB", "{codex}:thread:t"))[1];
    const stop = new AbortController();
    const read = reader.events("t", { signal: stop.signal })[Symbol.asyncIterator]().next();
    await vi.waitUntil(async () => (await listeners()) === 1);
    line.cutSilently("subscribe");
    await vi.waitUntil(async () => (await listeners()) === 0);

    await vi.waitUntil(async () => (await listeners()) === 1, 20_000);
    stop.abort("enough");
    await expect(read).rejects.toBe("enough");
  });
});
