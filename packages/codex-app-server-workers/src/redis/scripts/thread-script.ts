import { makeScript, type Script } from "./script.js";

/**
 * What all scripts of a thread begin with. KEYS: what the names of the thread's keys begin with,
 * and the index of the threads that have messages. ARGV: the thread's id, then the script's own.
 *
 * All keys of a fleet share a hash tag, so that a script may name keys that stand in no KEYS.
 */
const beginning = `
local base, waiting, threadId = KEYS[1], KEYS[2], ARGV[1]
local thread = base
local lease, steps = base .. ":lease", base .. ":steps"
local mailbox, turns, ended = base .. ":mailbox", base .. ":turns", base .. ":ended"
local events = base .. ":events"
local approvals, answers = base .. ":approvals", base .. ":answers"

local function signalsOf(turnId) return base .. ":signals:" .. turnId end
local function toldOf(turnId) return base .. ":told:" .. turnId end

-- Tells those that wait for such a thing to look again.
local function say(word) redis.call("PUBLISH", base, word) end

-- Writes an event to the log of the thread, which is cut to maxEvents.
local function write(turnId, event, maxEvents)
  local id = redis.call("HINCRBY", thread, "events", 1) .. "-0"
  if maxEvents == "0" then
    redis.call("XADD", events, id, "turn", turnId, "event", event)
  else
    redis.call("XADD", events, "MAXLEN", "=", maxEvents, id, "turn", turnId, "event", event)
  end
  say("events")
end
`;

/**
 * For the steps of a worker, whose ARGV go on with the token of its lease and the number of the
 * step: a connection that was lost sends a step again whose answer was lost.
 */
const heldBeginning = `${beginning}
local token, step = ARGV[2], ARGV[3]
if redis.call("GET", lease) ~= token then return { "lost" } end
local isRepeated = redis.call("SADD", steps, step) == 0
`;

/** For the scripts that end a message. */
const ending = `
-- Takes the message out of the mailbox, keeps the outcome, and writes the last event.
local function finish(turnId, outcome, event, limits)
  redis.call("LREM", mailbox, 1, turnId)
  redis.call("HSETNX", turns, "beginning:" .. turnId, redis.call("HGET", thread, "events") or "0")
  redis.call("HSET", turns, "outcome:" .. turnId, outcome)
  redis.call("HDEL", turns, "message:" .. turnId, "failures:" .. turnId, "ended:" .. turnId)
  write(turnId, event, limits.maxEvents)
  redis.call("DEL", signalsOf(turnId))
  redis.call("RPUSH", ended, turnId)
  if limits.maxOutcomes > 0 and redis.call("LLEN", ended) > limits.maxOutcomes then
    local old = redis.call("LPOP", ended)
    redis.call("HDEL", turns, "attempts:" .. old, "beginning:" .. old, "outcome:" .. old,
      "interrupted:" .. old)
  end
  if redis.call("LLEN", mailbox) == 0 then
    redis.call("SREM", waiting, threadId)
    if limits.keepMs > 0 then
      for _, key in ipairs({ turns, ended, events }) do
        redis.call("PEXPIRE", key, limits.keepMs)
      end
    end
  end
  say("turns")
  say("signals")
end
`;

/** A script over the keys of a thread. */
export function threadScript(text: string): Script {
  return makeScript(beginning + text);
}

/** The same for one that can end a message. */
export function endingScript(text: string): Script {
  return makeScript(beginning + ending + text);
}

/** A step of the worker that has the thread. It answers `lost` when the lease is. */
export function heldScript(text: string): Script {
  return makeScript(heldBeginning + text);
}

/** The same for one that ends a message. */
export function heldEndingScript(text: string): Script {
  return makeScript(heldBeginning + ending + text);
}
