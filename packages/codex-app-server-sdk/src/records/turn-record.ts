import type * as wire from "codex-app-server-sdk/protocol";
import { type Resolvers, withResolvers } from "../async/with-resolvers.js";
import type { Address } from "./address.js";
import { OpenItems } from "./open-items.js";

/** What is known of a turn that runs on a thread, whoever started it. */
export class TurnRecord {
  readonly threadId: string;
  readonly turnId: string;
  readonly items = new OpenItems();
  /** The ids of its items that were completed. */
  readonly completedItems = new Set<string>();
  /** The turns of sub-agents that this one set to work. */
  readonly agents = new Set<TurnRecord>();
  /** The id under which the server runs it now, a review another; undefined until it starts. */
  activeId: string | undefined;
  /** Whether the thread has stopped working, so that only the turn's completion is to come. */
  isIdle = false;
  readonly #ids: Set<string>;
  readonly #over: Resolvers<void> = withResolvers();
  #isOver = false;

  constructor(threadId: string, turnId: string) {
    this.threadId = threadId;
    this.turnId = turnId;
    this.#ids = new Set([turnId]);
  }

  /** Whether it has begun something that may outlive it. */
  get hasWork(): boolean {
    return this.agents.size > 0 || this.hasCommands;
  }

  /** Whether a command of it still runs. */
  get hasCommands(): boolean {
    return this.items.commands().length > 0;
  }

  hasCommand(id: string): boolean {
    return this.items.commands().some(({ itemId }) => itemId === id);
  }

  /** Whether it runs no more, or nothing more will be heard of it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves when it is over. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  end(): void {
    this.#isOver = true;
    this.#over.resolve();
  }

  /** The server runs it under this id now, in the chain of work of `rootTurnId`. */
  started(id: string, rootTurnId: string | undefined): void {
    this.activeId = id;
    this.#ids.add(id);
    // A review's items name the root; a sub-agent's root is a turn of another thread.
    if (rootTurnId !== undefined) this.#ids.add(rootTurnId);
  }

  /** Whether an id of its thread's notifications stands for this turn. */
  names(turnId: string): boolean {
    return turnId === this.turnId || this.#ids.has(turnId);
  }

  observe(notification: wire.ServerNotification, { turnId }: Address): void {
    if (turnId === undefined || !this.names(turnId)) return;
    switch (notification.method) {
      case "item/started":
        this.items.started(notification.params.item);
        break;
      case "item/completed":
        this.items.completed(notification.params.item);
        this.completedItems.add(String(notification.params.item?.id));
        break;
      case "item/fileChange/patchUpdated":
        this.items.patched(notification.params.itemId, notification.params.changes);
        break;
      case "thread/tokenUsage/updated":
        this.items.roundEnded();
        break;
    }
  }
}
