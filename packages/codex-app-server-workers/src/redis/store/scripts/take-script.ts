import type { Script } from "../../scripts/script.js";
import { storeScript } from "./store-script.js";

/**
 * A script that begins the next term. ARGV: the term that holds, the next writer, the id of the
 * call, then the script's own. Answers `none` without a thread, and `changed` with the term when
 * another one holds.
 *
 * A script that is sent again, because its answer was lost, finds that it has begun the term. One
 * that comes late, when somebody else has taken the thread since, changes nothing.
 */
export function takeScript(text: string): Script {
  return storeScript(`
local expected, writer, call = tonumber(ARGV[2]), ARGV[3], ARGV[4]
local held = redis.call("HMGET", thread, "term", "call")
if not held[1] then return { "none" } end
local term = tonumber(held[1])
local isRepeated = held[2] == call and term == expected + 1
if not isRepeated and term ~= expected then return { "changed", term } end

-- Begins the next term, which has not saved anything.
local function take()
  if isRepeated then return end
  redis.call("HSET", thread, "term", term + 1, "writer", writer, "sequence", 0, "call", call)
end
${text}`);
}
