import type * as wire from "codex-app-server-sdk/protocol";

/**
 * Whether the server lets go of a thread with such a notification, and of what runs on it. Compared
 * one by one, because this is asked about every delta: to look one up in a set takes longer.
 */
export function letsGo(method: wire.ServerNotification["method"]): boolean {
  return method === "thread/closed" || method === "thread/deleted" || method === "thread/archived";
}
