import type * as wire from "codex-app-server-sdk/protocol";
import { items } from "../../src/testing/items/items.js";
import { threadFixture } from "../../src/testing/transport/wire-fixtures.js";
import { type FakeCommand, FakeTurn, type TurnEnder, type TurnSource } from "./fake-turn.js";

/** Sends to the client what the server tells everybody. */
export interface Wire {
  readonly isOpen: boolean;
  notify(method: keyof wire.ServerNotifications, params: object): void;
  ask(id: string, method: keyof wire.ServerRequests, params: object): void;
  /** An id that the server has not used yet. */
  nextId(kind: string): string;
}

/** A question to the client that waits for its answer. */
interface Ask {
  readonly id: string;
  readonly turn: FakeTurn;
  readonly params: object;
}

/** A thread as the server knows it. */
export class FakeThread {
  readonly id: string;
  readonly isEphemeral: boolean;
  /** The turn that set this thread to work, if it is a sub-agent's. */
  readonly parent: FakeTurn | undefined;
  /** Whether an answer has told the client of it. */
  isKnown = false;
  isStored = false;
  isLoaded = true;
  isArchived = false;
  isDeleted = false;
  isSubscribed = true;
  /** Whether the client has ever tried to unsubscribe from it. */
  wasLeft = false;
  goal: { objective: string; status: wire.ThreadGoalStatus } | undefined;
  /** The turn that runs or is about to. */
  turn: FakeTurn | undefined;
  readonly turns: FakeTurn[] = [];
  readonly commands: FakeCommand[] = [];
  /** The open questions of its turn. */
  readonly asks: Ask[] = [];
  /** Whether a turn that was asked for begins only when it is told to. */
  isSlow = false;
  /** Whether it has ever been so. */
  wasSlow = false;
  /** Whether interrupts are accepted and have no effect. */
  isDeaf = false;
  /** Whether each turn ends as soon as it has begun. */
  isQuick = false;
  readonly #wire: Wire;

  constructor(id: string, wire: Wire, options: { isEphemeral?: boolean; parent?: FakeTurn } = {}) {
    this.id = id;
    this.#wire = wire;
    this.isEphemeral = options.isEphemeral ?? false;
    this.parent = options.parent;
  }

  get isRunning(): boolean {
    return this.turn?.state === "running";
  }

  /** Whether it can be loaded, or is. */
  get isLive(): boolean {
    return !this.isDeleted && !this.isArchived && (this.isLoaded || this.isStored);
  }

  get shown(): wire.Thread {
    const status: wire.ThreadStatus = this.turn
      ? { type: "active", activeFlags: [] }
      : { type: "idle" };
    return { ...threadFixture({ id: this.id, cwd: "/work" }), ephemeral: this.isEphemeral, status };
  }

  /** Tells the client, if it is subscribed. */
  tell(method: keyof wire.ServerNotifications, params: object): void {
    if (this.isSubscribed) this.#wire.notify(method, { threadId: this.id, ...params });
  }

  /** Tells every client. */
  announce(method: keyof wire.ServerNotifications, params: object = {}): void {
    this.#wire.notify(method, { threadId: this.id, ...params });
  }

  /** A turn that is about to begin. */
  expectTurn(source: TurnSource, input?: string): FakeTurn {
    const turn = new FakeTurn(this.#wire.nextId("turn"), this.id, source, this.parent);
    turn.starter = input;
    if (input !== undefined) turn.inputs.push(input);
    this.turn = turn;
    this.turns.push(turn);
    return turn;
  }

  /** Begins the turn that was asked for, unless that takes its time. */
  beginSoon(): void {
    if (!this.isSlow) this.begin();
  }

  begin(): void {
    const { turn } = this;
    if (turn?.state !== "asked") return;
    turn.state = "running";
    this.isStored = !this.isEphemeral;
    this.announce("thread/status/changed", { status: { type: "active", activeFlags: [] } });
    this.tell("turn/started", { turn: turn.shownStarted });
    if (this.isQuick) this.end("completed", "itself");
  }

  /** Ends the turn that runs, or was about to. */
  end(status: "completed" | "failed" | "interrupted", by: TurnEnder): void {
    const { turn } = this;
    if (turn === undefined) return;
    this.turn = undefined;
    turn.state = "over";
    turn.status = status;
    turn.endedBy = by;
    this.announce("thread/status/changed", {
      status: { type: status === "failed" ? "systemError" : "idle" },
    });
    if (status === "failed") {
      if (this.goal?.status === "active") this.setGoal({ status: "blocked" }, turn);
      this.tell("error", { turnId: turn.id, error: failure, willRetry: false });
    }
    const error = status === "failed" ? failure : null;
    this.tell("turn/completed", { turn: { ...turn.shown, items: [], error } });
    this.#dropAsks();
    this.goOn();
  }

  /** The turn has failed for good, and its completion never comes. */
  endWithoutCompletion(): void {
    const { turn } = this;
    if (turn === undefined) return;
    this.turn = undefined;
    turn.state = "over";
    turn.status = "failed";
    turn.endedBy = "itself";
    this.announce("thread/status/changed", { status: { type: "systemError" } });
    this.tell("error", { turnId: turn.id, error: failure, willRetry: false });
    this.#dropAsks();
  }

  /** Goes on with an active goal. */
  goOn(): void {
    if (this.goal?.status !== "active" || !this.isLoaded || this.turn) return;
    this.expectTurn("goal", this.goal.objective);
    this.beginSoon();
  }

  /** A turn that was decided on before its goal was given up begins within milliseconds. */
  beginDecided(): void {
    if (this.turn?.source === "goal" && this.goal?.status !== "active") this.begin();
  }

  setGoal(change: Partial<NonNullable<FakeThread["goal"]>>, turn?: FakeTurn): void {
    this.goal = { objective: "", status: "active", ...this.goal, ...change };
    this.tell("thread/goal/updated", { turnId: turn?.id ?? null, goal: this.shownGoal });
  }

  get shownGoal(): wire.ThreadGoal | null {
    const numbers = { tokenBudget: null, tokensUsed: 0, timeUsedSeconds: 0 };
    const times = { createdAt: 0, updatedAt: 0 };
    return this.goal ? { threadId: this.id, ...this.goal, ...numbers, ...times } : null;
  }

  say(text: string): void {
    const { turn } = this;
    if (turn?.state !== "running") return;
    const item = items.agentMessage(text, { id: "message_0" });
    const turnId = turn.id;
    this.tell("item/started", { turnId, startedAtMs: 1, item });
    this.tell("item/agentMessage/delta", { turnId, itemId: item.id, delta: text });
    this.tell("item/completed", { turnId, completedAtMs: 1, item });
    turn.items.push(item);
  }

  /** All tools that the model called have answered. */
  endRound(): void {
    const tokens = { totalTokens: 1, inputTokens: 1, cachedInputTokens: 0, outputTokens: 0 };
    const usage = { ...tokens, cacheWriteInputTokens: 0, reasoningOutputTokens: 0 };
    const tokenUsage = { total: usage, last: usage, modelContextWindow: null };
    this.tell("thread/tokenUsage/updated", { turnId: this.turn?.id ?? "", tokenUsage });
  }

  /** The question is put to the client, again after each resume. */
  askAgain(): void {
    for (const { id, params } of this.asks) this.#wire.ask(id, approval, params);
  }

  askForApproval(): void {
    const { turn } = this;
    if (turn?.state !== "running") return;
    const ids = { threadId: this.id, turnId: turn.id, itemId: "call_9" };
    const params = { ...ids, kind: "command", startedAtMs: 1, environmentId: null };
    const ask = { id: this.#wire.nextId("ask"), turn, params };
    this.asks.push(ask);
    if (this.isSubscribed) this.#wire.ask(ask.id, approval, params);
  }

  /** The question was answered, by whomever. */
  resolve(id: string): void {
    const place = this.asks.findIndex((ask) => ask.id === id);
    if (place < 0) return;
    this.asks.splice(place, 1);
    this.tell("serverRequest/resolved", { requestId: id });
  }

  /** Nothing of it is in memory any more. */
  unload(): void {
    this.isLoaded = false;
    this.end("interrupted", "the thread");
    for (const command of this.commands) command.isAlive = false;
    this.announce("thread/status/changed", { status: { type: "notLoaded" } });
    this.isSubscribed = false;
  }

  #dropAsks(): void {
    for (const { id } of [...this.asks]) this.resolve(id);
  }
}

const approval = "item/commandExecution/requestApproval";

const failure = {
  message: "no luck",
  codexErrorInfo: "other",
  additionalDetails: null,
  misalignment: null,
};
