import { memoryThreadStore } from "codex-app-server-sdk/store";
import { onTestFinished } from "vitest";
import { redisEngine } from "../../src/redis/index.js";
import { describeWithRedis, startRedis } from "../support/redis.js";
import { fleetCases } from "./fleet-cases.js";

describeWithRedis("on Redis", () => {
  fleetCases(async () => {
    const { url } = await startRedis();
    const engine = redisEngine({ connection: url, leaseMs: 5000 });
    onTestFinished(() => engine.close());
    return { engine, store: memoryThreadStore() };
  });
});
