import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { type RedisEngine, redisEngine } from "../../src/redis/index.js";
import { describeWithRedis, startRedis } from "../support/redis.js";

async function startEngine(): Promise<{ engine: RedisEngine; redis: Redis }> {
  const { url } = await startRedis();
  const engine = redisEngine({ connection: url, leaseMs: 300 });
  const redis = new Redis(url);
  onTestFinished(async () => {
    redis.disconnect();
    await engine.close();
  });
  return { engine, redis };
}

describeWithRedis("a thread with messages is found again", () => {
  test("when the bell was rung and nobody has heard it", async () => {
    const { engine, redis } = await startEngine();
    await engine.send("t", { id: "a", input: "a", options: {} });
    const bells = await redis.keys("{codex}:doorbell:*");
    expect(bells.length).toBeGreaterThan(2);
    await redis.del(...bells);

    expect(await engine.take("w")).toMatchObject({ threadId: "t", token: 1 });
  });

  test("when its worker has died, though a thousand others wait", async () => {
    const { engine } = await startEngine();
    const send = (threadId: string): Promise<void> =>
      engine.send(threadId, { id: "a", input: "a", options: {} });
    await send("t");
    expect(await engine.take("dead")).toMatchObject({ threadId: "t" });
    const others = Array.from({ length: 1000 }, (_, n) => `other-${n}`);
    await Promise.all(others.map(send));
    const found = async (): Promise<number> => {
      for (let tries = 1; ; tries += 1) {
        const lease = await engine.take("w");
        if (lease.threadId === "t") return lease.token;
        if (tries > others.length) throw new Error("All others came first, and it was not found.");
        await engine.begin(lease);
        await engine.acknowledge(lease, "a", { kind: "cancelled" });
        await engine.release(lease);
      }
    };

    expect(await found()).toBe(2);
  });
});
