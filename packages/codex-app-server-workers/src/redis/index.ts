export type { RedisEngineOptions, RedisPlace } from "./redis-options.js";
