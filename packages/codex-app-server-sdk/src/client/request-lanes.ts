import type { RequestOptions } from "../rpc/connection-options.js";

/** Requests that stay unanswered by design as long as what they started is running. */
const long: ReadonlySet<string> = new Set(["command/exec", "mcpServer/tool/call", "thread/sample"]);

/**
 * Requests that stop or feed something that is running. Waiting behind others they would come too
 * late.
 */
const now: ReadonlySet<string> = new Set([
  "initialize",
  "turn/interrupt",
  "turn/steer",
  "thread/backgroundTerminals/clean",
  "thread/backgroundTerminals/list",
  "thread/backgroundTerminals/terminate",
  "thread/sample/cancel",
  "command/exec/write",
  "command/exec/resize",
  "command/exec/terminate",
  "process/writeStdin",
  "process/resizePty",
  "process/kill",
]);

/** How requests of a method are sent: see `RequestOptions.lane`. */
export function laneOf(method: string): RequestOptions["lane"] {
  if (now.has(method)) return "now";
  return long.has(method) ? "long" : "window";
}
