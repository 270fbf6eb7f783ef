import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnResult } from "./turn-result.js";

/** Collects the result of a turn from its notifications. */
export interface TurnCollector {
  add(notification: wire.ServerNotification): void;
  /** The result so far, with the turn as the server completed it. */
  result(completed: wire.Turn): TurnResult;
}

/**
 * Collects items when they are completed: the server's own `turn/completed` contains only a
 * summary. An item that was cut off never completes and is not part of the turn.
 */
export function createTurnCollector(): TurnCollector {
  const items = new Map<string, wire.ThreadItem>();
  let usage: wire.ThreadTokenUsage | null = null;
  return {
    add(notification): void {
      if (notification.method === "item/completed") {
        items.set(String(notification.params.item.id), notification.params.item);
      } else if (notification.method === "thread/tokenUsage/updated") {
        usage = notification.params.tokenUsage;
      }
    },
    result(completed): TurnResult {
      const collected = [...items.values()];
      return {
        turn: { ...completed, items: collected, itemsView: "full" },
        items: collected,
        finalResponse: finalResponseOf(collected),
        usage,
        output: undefined,
      };
    },
  };
}

/** The last agent message that is marked as final answer, else the last one without a mark. */
export function finalResponseOf(items: readonly wire.ThreadItem[]): string | null {
  let unmarked: string | null = null;
  for (const item of [...items].reverse()) {
    if (item.type !== "agentMessage") continue;
    if (item.phase === "final_answer") return item.text;
    if (item.phase === null || item.phase === undefined) unmarked ??= item.text;
  }
  return unmarked;
}
