import type * as wire from "codex-app-server-sdk/protocol";
import { items } from "../items/items.js";
import type { Gate } from "../model/gate.js";
import type { ScriptedCall } from "./scripted-call.js";
import type { ScriptedTransport } from "./scripted-transport.js";
import { nowSeconds, turnFixture } from "./wire-fixtures.js";

/**
 * One step of a scripted turn. Consecutive strings are the deltas of one agent message. A gate
 * holds the turn, even within a message. `item` starts and completes an item. `notify` and `ask`
 * send a notification or a request of the server, to whose params the ids of the thread and turn
 * are added; `ask` waits for the answer. `fail` ends the turn as failed.
 */
export type TurnStep =
  | string
  | Gate
  | { item: wire.ThreadItem }
  | NotifyStep
  | AskStep
  | { fail: string; codexErrorInfo?: wire.CodexErrorInfo | undefined };

/** A notification of the server, as a step of a turn. */
export type NotifyStep = {
  [M in keyof wire.ServerNotifications]: { notify: M } & StepParams<wire.ServerNotifications[M]>;
}[keyof wire.ServerNotifications];

/** A request of the server, as a step of a turn. */
export type AskStep = {
  [M in keyof wire.ServerRequests]: { ask: M } & StepParams<wire.ServerRequests[M]["params"]>;
}[keyof wire.ServerRequests];

/** The params in a step; they may be left out where only ids are required. */
export type StepParams<Params> =
  Record<string, never> extends WithoutIds<Params>
    ? { params?: WithoutIds<Params> | undefined }
    : { params: WithoutIds<Params> };

/** Params in which the ids of the thread and turn may be left out; of each variant by itself. */
export type WithoutIds<Params> = Params extends unknown
  ? Omit<Params, "threadId" | "turnId"> &
      Partial<Pick<Params, keyof Params & ("threadId" | "turnId")>>
  : never;

type FailStep = Extract<TurnStep, { fail: string }>;

/** Plays the steps of one turn. */
export class ScriptedTurn {
  readonly #transport: ScriptedTransport;
  readonly #ids: { threadId: string; turnId: string };
  #itemCount = 0;
  #message: wire.AgentMessageThreadItem | undefined;
  #last: wire.AgentMessageThreadItem | undefined;

  constructor(transport: ScriptedTransport, ids: { threadId: string; turnId: string }) {
    this.#transport = transport;
    this.#ids = ids;
  }

  async play(
    steps: readonly TurnStep[],
    { call, signal }: { call: ScriptedCall; signal: AbortSignal },
  ): Promise<void> {
    call.result({ turn: turnFixture({ id: this.#ids.turnId, startedAt: null }) });
    this.#begin();
    const failure = await this.#playSteps(steps, signal);
    if (call.signal.aborted) return;
    if (signal.aborted) return this.#complete({ status: "interrupted" });
    if (failure) return this.#fail(failure);
    this.#closeMessage();
    this.#complete({ status: "completed" });
  }

  /** Plays the steps until the end, an abort, or a `fail` step, which it returns. */
  async #playSteps(steps: readonly TurnStep[], signal: AbortSignal): Promise<FailStep | undefined> {
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    for (const step of steps) {
      if (typeof step === "object" && "fail" in step) return step;
      const waitsFor = this.#play(step);
      if (waitsFor) await Promise.race([waitsFor, aborted]);
      if (signal.aborted) break;
    }
    return undefined;
  }

  /** Plays one step. Returns what the turn has to wait for before the next one, if anything. */
  #play(step: Exclude<TurnStep, FailStep>): Promise<unknown> | undefined {
    if (typeof step === "string") {
      this.#addDelta(step);
      return undefined;
    }
    if ("kind" in step) return step.pass();
    this.#closeMessage();
    if ("ask" in step) return this.#transport.request(step.ask, { ...this.#ids, ...step.params });
    if ("notify" in step) {
      this.#notify(step.notify, step.params);
    } else {
      this.#addItem(step.item);
    }
    return undefined;
  }

  #begin(): void {
    this.#notify("thread/status/changed", { status: { type: "active", activeFlags: [] } });
    this.#notify("turn/started", { turn: turnFixture({ id: this.#ids.turnId }) });
  }

  #addDelta(delta: string): void {
    if (!this.#message) {
      this.#message = items.agentMessage("", { id: `item_${++this.#itemCount}` });
      this.#notify("item/started", { item: this.#message, startedAtMs: Date.now() });
    }
    this.#message = { ...this.#message, text: this.#message.text + delta };
    this.#notify("item/agentMessage/delta", { itemId: this.#message.id, delta });
  }

  #closeMessage(): void {
    if (!this.#message) return;
    this.#last = this.#message;
    this.#message = undefined;
    this.#notify("item/completed", { item: this.#last, completedAtMs: Date.now() });
  }

  #addItem(item: wire.ThreadItem): void {
    this.#notify("item/started", { item, startedAtMs: Date.now() });
    this.#notify("item/completed", { item, completedAtMs: Date.now() });
  }

  #fail({ fail: message, codexErrorInfo = "other" }: FailStep): void {
    const error = { message, codexErrorInfo, additionalDetails: null, misalignment: null };
    this.#notify("error", { error, willRetry: false });
    this.#complete({ status: "failed", error });
  }

  /** Like the real server, puts at most the last message into the turn of `turn/completed`. */
  #complete(end: Pick<wire.Turn, "status"> & Partial<wire.Turn>): void {
    const items = end.status === "completed" && this.#last ? [this.#last] : [];
    const itemsView = end.status === "completed" ? "summary" : "notLoaded";
    const completed: Partial<wire.Turn> = {
      items,
      itemsView,
      completedAt: nowSeconds(),
      durationMs: 0,
    };
    const tokenUsage = { total: tokens, last: tokens, modelContextWindow: 258_400 };
    if (end.status === "completed") this.#notify("thread/tokenUsage/updated", { tokenUsage });
    this.#notify("thread/status/changed", { status: { type: "idle" } });
    const turn = turnFixture({ id: this.#ids.turnId, ...completed, ...end });
    this.#notify("turn/completed", { turn });
  }

  #notify(method: keyof wire.ServerNotifications, params: object = {}): void {
    const { threadId, turnId } = this.#ids;
    const ids = namesTurn(method) ? { threadId, turnId } : { threadId };
    this.#transport.notify(method, { ...ids, ...params });
  }
}

const tokens: wire.TokenUsageBreakdown = {
  totalTokens: 110,
  inputTokens: 100,
  cachedInputTokens: 0,
  cacheWriteInputTokens: 0,
  outputTokens: 10,
  reasoningOutputTokens: 0,
};

/**
 * Whether the params contain a turn id: not if they contain the whole turn, and not for a thread's
 * status.
 */
function namesTurn(method: string): boolean {
  return !["turn/started", "turn/completed", "thread/status/changed"].includes(method);
}
