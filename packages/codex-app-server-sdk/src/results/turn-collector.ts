import type * as wire from "codex-app-server-sdk/protocol";
import { finalResponseOf } from "./final-response.js";
import { TurnAgents } from "./turn-agents.js";
import type { TurnResult } from "./turn-result.js";
import { TurnUsage } from "./turn-usage.js";

/**
 * Collects items as they are completed. The server's own `turn/completed` carries a summary only,
 * and an item that was cut off never completes: it was never part of the turn.
 *
 * Ids alone don't tell items apart: with providers that number their calls anew in each answer,
 * one turn has the same id many times. What was started is a new item; what is completed once
 * more without that replaces the one before.
 */
export class TurnCollector {
  readonly #items: wire.ThreadItem[] = [];
  /** How many items of an id were started and not completed. */
  readonly #open = new Map<string, number>();
  /** Where the last completed item of an id stands. */
  readonly #places = new Map<string, number>();
  /** What was said of the sub-agents. */
  readonly agents = new TurnAgents();
  /** What was reported of the tokens. */
  readonly usage: TurnUsage;

  /** `isWhole` tells whether everything is collected since the turn began. */
  constructor(isWhole = true) {
    this.usage = new TurnUsage(isWhole);
  }

  /** The completed items so far. */
  get items(): readonly wire.ThreadItem[] {
    return this.#items;
  }

  /** Another turn follows, whose ids are its own. */
  beginTurn(): void {
    this.#open.clear();
    this.#places.clear();
  }

  /** Some of what follows may be missed. */
  missed(): void {
    this.usage.missed();
  }

  add(notification: wire.ServerNotification): void {
    this.agents.add(notification);
    switch (notification.method) {
      case "item/started":
        this.#start(String(notification.params.item.id));
        break;
      case "item/completed":
        this.#complete(notification.params.item);
        break;
      case "thread/tokenUsage/updated":
        this.usage.add(notification.params.tokenUsage);
        break;
    }
  }

  /** Everything so far, around the turn that the server completed. */
  result(completed: wire.Turn): TurnResult {
    const { usage, turnUsage } = this.usage;
    const agents = this.agents.all;
    return turnResult(completed, [...this.#items], { usage, turnUsage, agents });
  }

  #start(id: string): void {
    this.#open.set(id, (this.#open.get(id) ?? 0) + 1);
  }

  #complete(item: wire.ThreadItem): void {
    const id = String(item.id);
    const open = this.#open.get(id) ?? 0;
    const place = open > 0 ? undefined : this.#places.get(id);
    if (open > 0) this.#open.set(id, open - 1);
    this.#places.set(id, place ?? this.#items.length);
    this.#items[place ?? this.#items.length] = item;
  }
}

/** The result of a turn with these items. */
export function turnResult(
  completed: wire.Turn,
  items: wire.ThreadItem[],
  { usage, turnUsage, agents }: Pick<TurnResult, "usage" | "turnUsage" | "agents">,
): TurnResult {
  return {
    turn: { ...completed, items, itemsView: "full" },
    items,
    finalResponse: finalResponseOf(items, completed.status),
    usage,
    turnUsage,
    agents,
    output: undefined,
  };
}
