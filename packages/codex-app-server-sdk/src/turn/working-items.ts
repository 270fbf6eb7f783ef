import type * as wire from "codex-app-server-sdk/protocol";

/** Items during which the server may be silent for as long as they run. */
const working: ReadonlySet<string> = new Set([
  "commandExecution",
  "mcpToolCall",
  "dynamicToolCall",
  "collabAgentToolCall",
]);

/** Knows whether a command or tool of a turn is running. */
export interface WorkingItems {
  add(notification: wire.ServerNotification): void;
  some(): boolean;
}

export function createWorkingItems(): WorkingItems {
  const running = new Set<string>();
  return {
    add(notification): void {
      if (notification.method === "item/started") {
        const { item } = notification.params;
        if (working.has(item.type)) running.add(String(item.id));
      } else if (notification.method === "item/completed") {
        running.delete(String(notification.params.item.id));
      }
    },
    some: () => running.size > 0,
  };
}
