import { heldEndingScript, heldScript, threadScript } from "./thread-script.js";

/**
 * ARGV: the try's id, and for how long. A try that is sent again gets the same lease. Answers
 * `leased` with the token, the app-server's id of the thread, and whether it is stored.
 */
export const leaseScript = threadScript(`
local takeId, leaseMs = ARGV[2], ARGV[3]
local holder = redis.call("GET", lease)
if holder and redis.call("HGET", thread, "take") ~= takeId then return { "held" } end
if redis.call("LLEN", mailbox) == 0 then
  redis.call("SREM", waiting, threadId)
  return { "idle" }
end
local token = holder
if not token then
  token = tostring(redis.call("HINCRBY", thread, "token", 1))
  redis.call("HSET", thread, "take", takeId)
  redis.call("DEL", approvals, answers, steps)
end
redis.call("SET", lease, token, "PX", leaseMs)
local codex, stored = unpack(redis.call("HMGET", thread, "codex", "stored"))
return { "leased", token, codex or "", stored or "" }
`);

/** ARGV: token, for how long. */
export const renewScript = threadScript(`
if redis.call("GET", lease) ~= ARGV[2] then return { "lost" } end
redis.call("PEXPIRE", lease, ARGV[3])
return { "held" }
`);

/** ARGV: token. Answers `released` with how many messages wait. */
export const releaseScript = threadScript(`
if redis.call("GET", lease) ~= ARGV[2] then return { "lost" } end
redis.call("DEL", lease, approvals, answers, steps)
redis.call("HDEL", thread, "take")
say("signals")
say("approvals")
return { "released", tostring(redis.call("LLEN", mailbox)) }
`);

/** ARGV: token, step, maxEvents. */
export const beginScript = heldScript(`
local turnId = redis.call("LINDEX", mailbox, 0)
if not turnId then return { "none" } end
if not isRepeated then
  local attempt = redis.call("HINCRBY", turns, "attempts:" .. turnId, 1)
  redis.call("HSETNX", turns, "beginning:" .. turnId, redis.call("HGET", thread, "events") or "0")
  write(turnId, '{"type":"attempt-start","attempt":' .. attempt .. "}", ARGV[4])
end
local message, attempts, ended, interrupted = unpack(redis.call("HMGET", turns,
  "message:" .. turnId, "attempts:" .. turnId, "ended:" .. turnId, "interrupted:" .. turnId))
return { "begun", message, attempts, ended or "0", interrupted or "" }
`);

/** ARGV: token, step, turn, whether it failed. Answers `ended` with how many have failed. */
export const endAttemptScript = heldScript(`
local turnId, isFailure = ARGV[4], ARGV[5]
if not isRepeated then
  redis.call("HINCRBY", turns, "ended:" .. turnId, 1)
  redis.call("HINCRBY", turns, "failures:" .. turnId, isFailure)
end
return { "ended", redis.call("HGET", turns, "failures:" .. turnId) }
`);

/** ARGV: token, step, the app-server's id of the thread. */
export const bindScript = heldScript(`
redis.call("HSET", thread, "codex", ARGV[4])
return { "bound" }
`);

/** ARGV: token, step, turn, maxEvents, events. */
export const appendScript = heldScript(`
if isRepeated then return { "written" } end
for place = 6, #ARGV do write(ARGV[4], ARGV[place], ARGV[5]) end
return { "written" }
`);

/** ARGV: token, turn, how many were read. Answers `held` with the others. */
export const signalsScript = threadScript(`
if redis.call("GET", lease) ~= ARGV[2] then return { "lost" } end
local found = redis.call("LRANGE", signalsOf(ARGV[3]), ARGV[4], -1)
table.insert(found, 1, "held")
return found
`);

/** ARGV: token, step, turn, signal's id, outcome. The first outcome counts. */
export const answerSignalScript = heldScript(`
local told = toldOf(ARGV[4])
redis.call("HSETNX", told, ARGV[5], ARGV[6])
redis.call("PEXPIRE", told, 3600000)
say("signals")
return { "answered" }
`);

/** ARGV: token, step, turn, approval's id, approval, its event, maxEvents. */
export const askScript = heldScript(`
if isRepeated then return { "asked" } end
write(ARGV[4], ARGV[7], ARGV[8])
local number = redis.call("HGET", thread, "events")
redis.call("HSET", approvals, ARGV[5], number .. " " .. ARGV[6])
redis.call("HDEL", answers, ARGV[5])
return { "asked" }
`);

/** ARGV: token, approval's id, and the length of an answer's id. */
export const approvalAnswerScript = threadScript(`
if redis.call("GET", lease) ~= ARGV[2] then return { "over" } end
local given = redis.call("HGET", answers, ARGV[3])
if given then return { "answered", string.sub(given, tonumber(ARGV[4]) + 1) } end
if redis.call("HEXISTS", approvals, ARGV[3]) == 0 then return { "over" } end
return { "open" }
`);

/** ARGV: token, approval's id. */
export const closeApprovalScript = threadScript(`
if redis.call("GET", lease) ~= ARGV[2] then return { "lost" } end
redis.call("HDEL", approvals, ARGV[3])
return { "closed" }
`);

/** ARGV: token, step, turn, outcome, event, maxEvents, maxOutcomes, keepMs, stored. */
export const acknowledgeScript = heldEndingScript(`
if isRepeated then return { "acknowledged" } end
local limits = { maxEvents = ARGV[7], maxOutcomes = tonumber(ARGV[8]), keepMs = tonumber(ARGV[9]) }
if ARGV[10] == "1" then redis.call("HSET", thread, "stored", 1) end
redis.call("DEL", approvals, answers, steps)
redis.call("SADD", steps, step)
finish(ARGV[4], ARGV[5], ARGV[6], limits)
return { "acknowledged" }
`);
