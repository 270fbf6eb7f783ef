export { type RedisEngine, redisEngine } from "./redis-engine.js";
export type { RedisEngineOptions, RedisPlace } from "./redis-options.js";
