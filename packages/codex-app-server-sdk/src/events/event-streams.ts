import type * as wire from "codex-app-server-sdk/protocol";
import { DeltaRun } from "../notifications/delta-run.js";
import { FanOut, type ReadFrom } from "../notifications/fan-out.js";
import type { QueueLimits } from "../notifications/notification-hub.js";
import type { TurnCollector } from "../results/turn-collector.js";
import type { TurnResult } from "../results/turn-result.js";
import { joinEvents } from "./join-events.js";
import { ReplayedFirst } from "./replayed-first.js";
import type { TurnEvent } from "./turn-event.js";
import { type ApprovalAnswer, type TurnApproval, TurnFold } from "./turn-fold.js";

/** So many deltas of one text are folded as one while nobody reads events. */
const maxUnfolded = 32;

export type Events = AsyncIterableIterator<TurnEvent, undefined>;

/** The events of one turn, for any number of readers, who may come late. */
export class EventStreams {
  readonly #fold: TurnFold;
  readonly #fanOut: FanOut<TurnEvent>;
  /** What came last and is not folded yet. */
  #unfolded: DeltaRun | undefined;

  /** Begins with what was collected of the turn, if anything. */
  constructor(limits: QueueLimits, collected: TurnCollector) {
    const { usage, agents } = collected;
    this.#fold = new TurnFold(limits.maxBufferedBytes, { usage, agents: agents.copy() });
    this.#fanOut = new FanOut(limits, joinEvents);
    for (const item of collected.items) eventsOf(() => this.#fold.complete(item));
  }

  /** How many events were joined to the one before them because they were read slowly. */
  get joined(): number {
    return this.#fanOut.joined;
  }

  /** Keeps the events for a reader who may come later. */
  keepForFirst(): void {
    this.#fanOut.keepForFirst();
  }

  /**
   * By default the first reader gets what was kept, later ones what follows; `start` begins with
   * what has been folded.
   */
  open(from?: ReadFrom): Events {
    this.#foldAll();
    if (from !== "start") return this.#fanOut.open(from);
    const missed = this.#fold.missed();
    return new ReplayedFirst(missed, this.#fanOut.open("now"));
  }

  /** Another turn of a series follows, whose ids are its own. */
  beginTurn(): void {
    this.#foldAll();
    this.#fold.beginTurn();
  }

  add(notification: wire.ServerNotification, size: number): void {
    if (!this.#unfolded?.add(notification, size)) {
      this.#foldAll();
      this.#unfolded = new DeltaRun(notification, size);
    }
    if (this.#fanOut.hasReaders || this.#unfolded.length >= maxUnfolded) this.#foldAll();
  }

  /** Something was said of a sub-agent's thread. */
  addOfAgent(notification: wire.ServerNotification): void {
    this.#foldAll();
    const events = eventsOf(() => this.#fold.addOfAgent(notification));
    this.#push(events, 0);
  }

  /** The server waits for an answer of this client. */
  asked(approval: TurnApproval): void {
    this.#foldAll();
    this.#push(this.#fold.asked(approval), 0);
  }

  /** The server waits for that answer no more. */
  answered(answer: ApprovalAnswer): void {
    this.#foldAll();
    this.#push(this.#fold.answered(answer), 0);
  }

  /** Readers have lost something. What has been folded is whole all the same. */
  overflow(): void {
    this.#foldAll();
    this.#fanOut.overflow();
  }

  /** The turn is over, with this result. */
  finish(result: TurnResult<unknown>): void {
    this.#foldAll();
    this.#push(this.#fold.finish(result), 0);
    this.#fanOut.close("orderly");
  }

  /** The turn was given up, or the connection to it is lost. */
  fail(error: unknown): void {
    this.#foldAll();
    this.#fanOut.close({ error });
  }

  #foldAll(): void {
    if (this.#unfolded === undefined) return;
    const { value, size } = this.#unfolded.joined;
    this.#unfolded = undefined;
    const events = eventsOf(() => this.#fold.add(value));
    this.#push(events, size);
  }

  /** The size of a notification is that of all its events. */
  #push(events: readonly TurnEvent[], size: number): void {
    for (const event of events) this.#fanOut.push(event, size / events.length);
  }
}

/** What can't be folded gives no event: no message must cost the turn its end. */
function eventsOf(fold: () => TurnEvent[]): TurnEvent[] {
  try {
    return fold();
  } catch {
    return [];
  }
}
