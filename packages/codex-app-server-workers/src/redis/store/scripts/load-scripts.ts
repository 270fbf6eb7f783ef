import { storeScript } from "./store-script.js";
import { takeScript } from "./take-script.js";

const load = `
local state = redis.call("HMGET", thread, "term", "writer", "name", "archived")
local answer = { "loaded", state[1], state[2], state[3], state[4] }
for _, path in ipairs(redis.call("LRANGE", paths, 0, -1)) do
  answer[#answer + 1] = path
  answer[#answer + 1] = redis.call("GET", fileOf(path)) or ""
end
return answer
`;

/**
 * Answers `loaded` with term, writer, name, whether it is archived, then each file's path and
 * bytes; `none` without a thread.
 */
export const loadScript = storeScript(`
if redis.call("EXISTS", thread) == 0 then return { "none" } end
${load}`);

/** The same, for a writer that takes the thread over. */
export const takeOverScript = takeScript(`take()\n${load}`);
