import type * as wire from "codex-app-server-sdk/protocol";
import type { Handlers } from "./handlers.js";

/** Which handlers answer for which thread. */
export class ThreadHandlers {
  readonly #ofClient: Handlers;
  readonly #ofThreads = new Map<string, Handlers>();
  /** The thread that a sub-agent's thread works for. */
  readonly #parents = new Map<string, string>();

  constructor(ofClient: Handlers) {
    this.#ofClient = ofClient;
  }

  /** These win over the client's, one by one, for the thread and its sub-agents. */
  set(threadId: string, handlers: Handlers): void {
    this.#ofThreads.set(threadId, handlers);
  }

  /** The handlers for a thread; null stands for requests that belong to none. */
  of(threadId: string | null): Handlers {
    const seen = new Set<string>();
    for (let id = threadId ?? undefined; id !== undefined; id = this.#parents.get(id)) {
      if (seen.has(id)) break; // a server that names a circle must not hang its client
      seen.add(id);
      const handlers = this.#ofThreads.get(id);
      if (handlers) return { ...this.#ofClient, ...handlers };
    }
    return this.#ofClient;
  }

  /** Nothing announces a sub-agent's thread but the item in its parent that started it. */
  observe(notification: wire.ServerNotification): void {
    if (notification.method === "thread/closed" || notification.method === "thread/deleted") {
      this.#parents.delete(notification.params.threadId);
    }
    if (notification.method !== "item/started" && notification.method !== "item/completed") return;
    const { threadId, item } = notification.params;
    for (const child of startedAgents(item)) {
      // The first to name a thread has started it; others only speak with it.
      if (child !== threadId && !this.#parents.has(child)) this.#parents.set(child, threadId);
    }
  }
}

/**
 * The threads of sub-agents that an item tells of. Which kind of item it is depends on the model.
 */
function startedAgents(item: wire.ThreadItem | undefined): string[] {
  if (item?.type === "subAgentActivity") return [item.agentThreadId];
  return item?.type === "collabAgentToolCall" && item.tool === "spawnAgent"
    ? item.receiverThreadIds
    : [];
}
