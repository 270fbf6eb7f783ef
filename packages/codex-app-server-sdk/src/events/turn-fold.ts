import type * as wire from "codex-app-server-sdk/protocol";
import { isObject } from "../options/option-rules.js";
import { type AgentChange, TurnAgents } from "../results/turn-agents.js";
import type { TurnResult } from "../results/turn-result.js";
import { TurnUsage } from "../results/turn-usage.js";
import { ItemFolds } from "./item-folds.js";
import type { TurnEvent, TurnEventOf } from "./turn-event.js";

/** A request of the server that belongs to a turn. */
export interface TurnApproval {
  readonly id: string;
  readonly method: string;
  readonly params: unknown;
}

/** What became of one. */
export interface ApprovalAnswer {
  readonly id: string;
  readonly isAccepted: boolean | null;
}

/** What a delta says, of whichever kind; a malformed one may say anything. */
interface DeltaParams {
  itemId?: unknown;
  delta?: unknown;
  message?: unknown;
  summaryIndex?: unknown;
  contentIndex?: unknown;
}

/**
 * Folds the notifications of one turn into what a user interface shows. Knows everything so far,
 * for readers who come late. What can't be read gives no event, and never an error.
 */
export class TurnFold {
  readonly #items: ItemFolds;
  readonly #approvals = new Map<string, TurnEventOf<"approval-start">>();
  readonly #usage: TurnUsage;
  readonly #agents: TurnAgents;
  #plan: TurnEventOf<"plan"> | undefined;
  #diff: TurnEventOf<"diff"> | undefined;
  #finish: TurnEvent | undefined;

  /** `maxOutput` characters are kept of what each command writes, for late readers; 0 = all. */
  constructor(maxOutput: number, { usage = new TurnUsage(), agents = new TurnAgents() } = {}) {
    this.#items = new ItemFolds(maxOutput);
    this.#usage = usage;
    this.#agents = agents;
  }

  /** Takes over an item that was complete before. */
  complete(item: wire.ThreadItem): TurnEvent[] {
    return this.#items.complete(item);
  }

  /** Another turn of a series follows, whose ids are its own. */
  beginTurn(): void {
    this.#items.beginTurn();
  }

  /** The events that follow from a notification of the turn. */
  add(notification: wire.ServerNotification): TurnEvent[] {
    if (!isObject(notification.params)) return [];
    const events = this.#ofTurn(notification);
    const agents = this.addOfAgent(notification);
    return agents.length === 0 ? events : [...events, ...agents];
  }

  /** The events that follow from a notification of a sub-agent's thread. */
  addOfAgent(notification: wire.ServerNotification): TurnEvent[] {
    return isObject(notification.params) ? this.#agents.add(notification).map(agentEvent) : [];
  }

  #ofTurn({ method, params }: wire.ServerNotification): TurnEvent[] {
    switch (method) {
      case "item/started":
      case "item/completed":
        return this.#item(method, (params as { item?: unknown }).item);
      case "thread/tokenUsage/updated":
        return this.#used(params as Partial<wire.ThreadTokenUsageUpdatedNotification>);
      case "turn/plan/updated":
        return this.#planned(params as Partial<wire.TurnPlanUpdatedNotification>);
      case "turn/diff/updated":
        return this.#changed(params as Partial<wire.TurnDiffUpdatedNotification>);
      case "error":
        return this.#failed(params as Partial<wire.ErrorNotification>);
      case "warning":
        return warned(params as Partial<wire.WarningNotification>);
      default:
        return this.#delta(method, params as DeltaParams);
    }
  }

  /** The server waits for an answer. */
  asked({ id, method, params }: TurnApproval): TurnEvent[] {
    const { itemId } = (params ?? {}) as { itemId?: unknown };
    const ofItem = typeof itemId === "string" ? { itemId } : {};
    const event: TurnEventOf<"approval-start"> = {
      type: "approval-start",
      id,
      method,
      params,
      ...ofItem,
    };
    this.#approvals.set(id, event);
    return [event];
  }

  /** The server waits for that answer no more. */
  answered({ id, isAccepted }: ApprovalAnswer): TurnEvent[] {
    return this.#approvals.delete(id) ? [{ type: "approval-end", id, isAccepted }] : [];
  }

  /** The turn is over, with this result. */
  finish(result: TurnResult<unknown>): TurnEvent[] {
    const discarded = this.#items.discardDropped();
    this.#finish = { type: "finish", result };
    return [...discarded, this.#finish];
  }

  /** What a reader who comes now has missed, each text and output in one piece. */
  missed(): TurnEvent[] {
    const last = [this.#plan, this.#diff, this.#usageEvent(), ...this.#approvals.values()];
    return [
      ...this.#items.missed(),
      ...this.#agents.changes.map(agentEvent),
      ...[...last, this.#finish].filter((event) => event !== undefined),
    ];
  }

  #item(method: "item/started" | "item/completed", value: unknown): TurnEvent[] {
    if (typeof value !== "object" || value === null) return [];
    const item = value as wire.ThreadItem;
    return method === "item/started" ? this.#items.start(item) : this.#items.complete(item);
  }

  #delta(method: string, params: DeltaParams): TurnEvent[] {
    const { itemId, delta, message } = params;
    if (typeof itemId !== "string") return [];
    if (method === "item/mcpToolCall/progress") {
      return typeof message === "string" ? [{ type: "tool-progress", itemId, message }] : [];
    }
    if (typeof delta !== "string") return [];
    switch (method) {
      case "item/agentMessage/delta":
        return this.#items.addText(itemId, delta, null);
      case "item/plan/delta":
        return this.#items.addText(itemId, delta, "plan");
      case "item/reasoning/summaryTextDelta":
        return this.#items.of(itemId).addReasoning(delta, true, params.summaryIndex);
      case "item/reasoning/textDelta":
        return this.#items.of(itemId).addReasoning(delta, false, params.contentIndex);
      case "item/commandExecution/outputDelta":
        return this.#items.of(itemId).addOutput(delta);
      default:
        return [];
    }
  }

  #used({ tokenUsage }: Partial<wire.ThreadTokenUsageUpdatedNotification>): TurnEvent[] {
    this.#usage.add(tokenUsage);
    const event = this.#usageEvent();
    return event ? [event] : [];
  }

  #usageEvent(): TurnEvent | undefined {
    const { usage, turnUsage } = this.#usage;
    return usage ? { type: "usage", turnUsage, usage } : undefined;
  }

  #planned({ plan, explanation }: Partial<wire.TurnPlanUpdatedNotification>): TurnEvent[] {
    if (!Array.isArray(plan)) return [];
    this.#plan = { type: "plan", steps: plan, explanation: explanation ?? null };
    return [this.#plan];
  }

  #changed({ diff }: Partial<wire.TurnDiffUpdatedNotification>): TurnEvent[] {
    // The server repeats it with each item that completes.
    if (typeof diff !== "string" || diff === this.#diff?.diff) return [];
    this.#diff = { type: "diff", diff };
    return [this.#diff];
  }

  #failed({ error, willRetry }: Partial<wire.ErrorNotification>): TurnEvent[] {
    if (!willRetry || !error) return [];
    this.#items.cutOff();
    return [{ type: "retry", error }];
  }
}

function agentEvent({ type, agent }: AgentChange): TurnEvent {
  const { threadId, parentThreadId, task, path } = agent;
  return { type, threadId, parentThreadId, task, path };
}

function warned({ message }: Partial<wire.WarningNotification>): TurnEvent[] {
  return typeof message === "string" ? [{ type: "warning", message }] : [];
}
