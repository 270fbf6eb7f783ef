export { type RedisEngine, redisEngine } from "./redis-engine.js";
export type { RedisEngineOptions, RedisPlace } from "./redis-options.js";
export {
  type RedisThreadStore,
  type RedisThreadStoreOptions,
  redisThreadStore,
} from "./redis-thread-store.js";
