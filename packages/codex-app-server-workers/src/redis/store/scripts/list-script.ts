import { makeScript } from "../../scripts/script.js";

/**
 * The next stored threads in the order of their names. KEYS: the index of them. ARGV: what the
 * names of their keys begin with, after which name (empty: from the beginning), how many. Answers
 * each thread's name in the index, name, whether it is archived, and when it was saved.
 */
export const listScript = makeScript(`
local base, after, count = ARGV[1], ARGV[2], ARGV[3]
local from = after == "" and "-" or "(" .. after
local answer = {}
for _, id in ipairs(redis.call("ZRANGEBYLEX", KEYS[1], from, "+", "LIMIT", 0, count)) do
  local state = redis.call("HMGET", base .. id, "name", "archived", "savedAt")
  for _, value in ipairs({ id, state[1], state[2], state[3] }) do answer[#answer + 1] = value end
end
return answer
`);
