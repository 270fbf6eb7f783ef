import { endingScript, threadScript } from "./thread-script.js";

/** ARGV: turn, message, maxWaiting. */
export const sendScript = threadScript(`
local turnId, message, maxWaiting = ARGV[2], ARGV[3], tonumber(ARGV[4])
if redis.call("HEXISTS", turns, "attempts:" .. turnId) == 1 then return { "known" } end
if maxWaiting > 0 and redis.call("LLEN", mailbox) >= maxWaiting then return { "full" } end
redis.call("HSET", turns, "attempts:" .. turnId, 0, "message:" .. turnId, message)
redis.call("RPUSH", mailbox, turnId)
redis.call("SADD", waiting, threadId)
for _, key in ipairs({ turns, ended, events }) do redis.call("PERSIST", key) end
return { "sent" }
`);

/** ARGV: turn. Answers `ended` with the outcome. */
export const outcomeScript = threadScript(`
local turnId = ARGV[2]
local outcome = redis.call("HGET", turns, "outcome:" .. turnId)
if outcome then return { "ended", outcome } end
if redis.call("HEXISTS", turns, "attempts:" .. turnId) == 0 then return { "unknown" } end
return { "open" }
`);

/** ARGV: turn. Answers `known` with the number of the last event before the turn. */
export const beginningScript = threadScript(`
local turnId = ARGV[2]
if redis.call("HEXISTS", turns, "attempts:" .. turnId) == 0 then return { "unknown" } end
local beginning = redis.call("HGET", turns, "beginning:" .. turnId)
return { "known", beginning or redis.call("HGET", thread, "events") or "0" }
`);

/**
 * ARGV: the number of the event that was read last, empty for none, and how many to read. Answers
 * `trimmed` when events after it are gone, and for a number that the log does not have yet.
 */
export const eventsScript = threadScript(`
local after, count = ARGV[2], ARGV[3]
local last = tonumber(redis.call("HGET", thread, "events") or "0")
local first = redis.call("XRANGE", events, "-", "+", "COUNT", 1)[1]
local kept = first and tonumber(string.match(first[1], "^%d+")) or last + 1
if after == "" then after = kept - 1 else after = tonumber(after) end
if not after or after + 1 < kept or after > last then return { "trimmed", tostring(kept - 1) } end
local found = redis.call("XRANGE", events, string.format("%.0f-0", after + 1), "+", "COUNT", count)
local lines = { "read", string.format("%.0f", after) }
for _, entry in ipairs(found) do
  lines[#lines + 1] = entry[1]
  lines[#lines + 1] = entry[2][2]
  lines[#lines + 1] = entry[2][4]
end
return lines
`);

/** ARGV: turn, signal's id, signal, kind, then what ends a turn that waits. */
export const signalScript = endingScript(`
local turnId, signalId, signal, kind = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local outcome, event, maxEvents = ARGV[6], ARGV[7], ARGV[8]
local limits = { maxEvents = maxEvents, maxOutcomes = tonumber(ARGV[9]), keepMs = tonumber(ARGV[10]) }
local attempts = redis.call("HGET", turns, "attempts:" .. turnId)
if not attempts then return { "unknown" } end
if redis.call("HEXISTS", turns, "outcome:" .. turnId) == 1 then return { "told" } end
if attempts == "0" and kind == "interrupt" then
  finish(turnId, outcome, event, limits)
  redis.call("HSET", toldOf(turnId), signalId, '{"kind":"done"}')
  redis.call("PEXPIRE", toldOf(turnId), 3600000)
  return { "told" }
end
if kind == "interrupt" then redis.call("HSET", turns, "interrupted:" .. turnId, 1) end
if not redis.call("LPOS", signalsOf(turnId), signal) then
  redis.call("RPUSH", signalsOf(turnId), signal)
end
say("signals")
return { "told" }
`);

/**
 * ARGV: turn, signal's id. Answers `answered`, `late` when the turn has ended without, or `open`.
 */
export const signalOutcomeScript = threadScript(`
local turnId, signalId = ARGV[2], ARGV[3]
local answer = redis.call("HGET", toldOf(turnId), signalId)
if answer then return { "answered", answer } end
if redis.call("HEXISTS", turns, "outcome:" .. turnId) == 1 then return { "late" } end
if redis.call("HEXISTS", turns, "attempts:" .. turnId) == 0 then return { "unknown" } end
return { "open" }
`);

/** The open approvals, each after the number of its event. Those of a lost lease are none. */
export const approvalsScript = threadScript(`
if redis.call("EXISTS", lease) == 0 then return {} end
return redis.call("HVALS", approvals)
`);

/**
 * ARGV: approval, answer's id, answer. The answer's id tells one that is sent again from another
 * one.
 */
export const answerScript = threadScript(`
local approvalId, answerId, answer = ARGV[2], ARGV[3], ARGV[4]
local given = redis.call("HGET", answers, approvalId)
if given and string.sub(given, 1, #answerId) == answerId then return { "taken" } end
if redis.call("EXISTS", lease) == 0 then return { "over" } end
if redis.call("HDEL", approvals, approvalId) == 0 then return { "over" } end
redis.call("HSET", answers, approvalId, answerId .. answer)
say("approvals")
return { "taken" }
`);
