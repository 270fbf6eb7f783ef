import type * as wire from "codex-app-server-sdk/protocol";
import type { Handlers } from "./handlers.js";

/** Knows which handlers answer for which thread. */
export class ThreadHandlers {
  readonly #ofClient: Handlers;
  readonly #ofThreads = new Map<string, Handlers>();
  /** The parent of each sub-agent's thread. */
  readonly #parents = new Map<string, string>();

  constructor(ofClient: Handlers) {
    this.#ofClient = ofClient;
  }

  /**
   * Sets handlers for a thread and its sub-agents. Each one replaces the client's handler of that
   * name.
   */
  set(threadId: string, handlers: Handlers): void {
    this.#ofThreads.set(threadId, handlers);
  }

  /** Returns the handlers for a thread; null stands for requests that belong to none. */
  of(threadId: string | null): Handlers {
    const seen = new Set<string>();
    for (let id = threadId ?? undefined; id !== undefined; id = this.#parents.get(id)) {
      if (seen.has(id)) break; // a server that reports a circle of threads must not hang the client
      seen.add(id);
      const handlers = this.#ofThreads.get(id);
      if (handlers) return { ...this.#ofClient, ...handlers };
    }
    return this.#ofClient;
  }

  /** Learns about sub-agents: their threads are announced only by the item that started them. */
  observe(notification: wire.ServerNotification): void {
    if (notification.method === "thread/closed" || notification.method === "thread/deleted") {
      this.#parents.delete(notification.params.threadId);
    }
    if (notification.method !== "item/started" && notification.method !== "item/completed") return;
    const { threadId, item } = notification.params;
    for (const child of startedAgents(item)) {
      // The first thread that names it has started it; others only talk to it.
      if (child !== threadId && !this.#parents.has(child)) this.#parents.set(child, threadId);
    }
  }
}

/** The sub-agents' threads that an item names. The kind of item depends on the model. */
function startedAgents(item: wire.ThreadItem | undefined): string[] {
  if (item?.type === "subAgentActivity") return [item.agentThreadId];
  return item?.type === "collabAgentToolCall" && item.tool === "spawnAgent"
    ? item.receiverThreadIds
    : [];
}
