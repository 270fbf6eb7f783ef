import { onTestFinished } from "vitest";
import { redisEngine } from "../../src/redis/index.js";
import { describeWithRedis, startRedis } from "../support/redis.js";
import { engineCases } from "./engine-cases.js";

describeWithRedis("the engine on Redis", () => {
  engineCases(async (limits) => {
    const { url } = await startRedis();
    const engine = redisEngine({ connection: url, ...limits });
    onTestFinished(() => engine.close());
    return engine;
  });
});
