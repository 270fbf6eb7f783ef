import { takeScript } from "./take-script.js";

/** Deletes what is stored of a thread. Its term goes on, so that nobody can save it again. */
export const deleteScript = takeScript(`
-- What makes room comes first: Redis then lets a script go on, however full it is.
redis.call("ZREM", threads, id)
for _, path in ipairs(redis.call("LRANGE", paths, 0, -1)) do redis.call("UNLINK", fileOf(path)) end
redis.call("DEL", paths)
redis.call("HDEL", thread, "name", "archived", "savedAt")
take()
return { "deleted" }
`);
