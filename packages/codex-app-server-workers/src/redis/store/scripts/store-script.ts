import { makeScript, type Script } from "../../scripts/script.js";

/**
 * What all scripts of a stored thread begin with. KEYS: what the names of the thread's keys begin
 * with, and the index of the stored threads. ARGV: the thread's name in it, then the script's own.
 *
 * `thread` is a hash: the token that holds (`term`, `writer`), the `sequence` of its last save, and
 * `name`, `archived`, `savedAt`. `paths` has the thread's files in their order, and each has a key
 * of its own with its bytes. A deleted thread has the token only.
 */
const beginning = `
local thread, threads, id = KEYS[1], KEYS[2], ARGV[1]
local paths = thread .. ":paths"
local function fileOf(path) return thread .. ":file:" .. path end
`;

/** A script over the keys of one stored thread. It answers a list, whose first says what it did. */
export function storeScript(text: string): Script {
  return makeScript(beginning + text);
}
