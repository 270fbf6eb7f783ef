import type * as wire from "codex-app-server-sdk/protocol";
import { EventStreams } from "../events/event-streams.js";
import { FoldedEvents } from "../events/folded-events.js";
import type { TurnEvent } from "../events/turn-event.js";
import type { ApprovalAnswer, TurnApproval } from "../events/turn-fold.js";
import { TurnText } from "../events/turn-text.js";
import { FanOut } from "../notifications/fan-out.js";
import { joinDeltas } from "../notifications/join-deltas.js";
import type { QueueLimits } from "../notifications/notification-hub.js";
import { OneReader } from "../notifications/one-reader.js";
import { checkUnsent } from "../options/own-options.js";
import type { ReadFromOptions, TextStreamOptions } from "../options/turn-options.js";
import { TurnCollector } from "../results/turn-collector.js";
import type { TurnResult } from "../results/turn-result.js";
import type { TurnEnd } from "./caller-turn.js";

/** What a turn gives to whoever looks at it: its notifications, its events and its result. */
export class TurnOutput {
  readonly #limits: QueueLimits;
  readonly #collector: TurnCollector;
  readonly #notifications: FanOut<wire.ServerNotification>;
  /** Made for the first handle: a turn that nobody can look at folds nothing. */
  #events: EventStreams | undefined;

  /** `isWhole` tells whether everything passes through here since the turn began. */
  constructor(limits: QueueLimits, isWhole: boolean) {
    this.#limits = limits;
    this.#collector = new TurnCollector(isWhole);
    this.#notifications = new FanOut(limits, joinDeltas);
  }

  /** Keeps what follows for readers who may come later. */
  keepForFirstReaders(): void {
    this.#notifications.keepForFirst();
    this.foldEvents().keepForFirst();
  }

  /** Somebody may ask for the events from now on. */
  foldEvents(): EventStreams {
    this.#events ??= new EventStreams(this.#limits, this.#collector);
    return this.#events;
  }

  /** The notifications; see `FanOut` for where they begin. */
  stream(options?: ReadFromOptions): AsyncIterable<wire.ServerNotification> {
    const { from } = checkUnsent("readFrom", options);
    return new OneReader(this.#notifications.open(from), "stream()");
  }

  /** The events; see `EventStreams` for where they begin. */
  events(options?: ReadFromOptions): AsyncIterable<TurnEvent> {
    const { from } = checkUnsent("readFrom", options);
    return new OneReader(this.foldEvents().open(from), "events()");
  }

  /** The text that the agent writes: a reader of the notifications, as others are. */
  textStream(options?: TextStreamOptions): AsyncIterable<string> {
    const { phase } = checkUnsent("textStream", options);
    const kept = this.#notifications.takeKept();
    const events = kept ? new FoldedEvents(kept) : this.foldEvents().open("now");
    return new OneReader(new TurnText(events, phase), "textStream()");
  }

  /** How many deltas were joined to the one before them because a stream was read slowly. */
  get joined(): number {
    return this.#notifications.joined + (this.#events?.joined ?? 0);
  }

  /** Another turn of the series follows. */
  beginTurn(): void {
    this.#collector.beginTurn();
    this.#events?.beginTurn();
  }

  push(notification: wire.ServerNotification, size: number): void {
    // Streams first: they get it as it came, whatever can be made of it.
    this.#notifications.push(notification, size);
    this.#collector.add(notification);
    this.#events?.add(notification, size);
  }

  /** Something was said of the thread of a sub-agent that works for the turn, or may. */
  addOfAgent(notification: wire.ServerNotification): void {
    this.#collector.agents.add(notification);
    this.#events?.addOfAgent(notification);
  }

  /** The server waits for an answer of this client. */
  asked(approval: TurnApproval): void {
    this.#events?.asked(approval);
  }

  /** The server waits for that answer no more. */
  answered(answer: ApprovalAnswer): void {
    this.#events?.answered(answer);
  }

  /** Readers have lost something. */
  overflow(): void {
    this.#notifications.overflow();
    this.#events?.overflow();
  }

  /** Some of what follows may be missed. */
  missed(): void {
    this.#collector.missed();
  }

  /** Everything so far, around the turn that the server completed. */
  result(completed: wire.Turn): TurnResult {
    return this.#collector.result(completed);
  }

  /** The tokens of the turn so far; null when they were not reported. */
  get turnUsage(): wire.TokenUsageBreakdown | null {
    return this.#collector.usage.turnUsage;
  }

  /** Ends the streams: after a completed turn orderly, else with the reason. */
  close(end: TurnEnd): void {
    this.#notifications.close(end.kind === "completed" ? "orderly" : { error: end.reason });
    if (end.kind === "completed") this.#events?.finish(end.result);
    else this.#events?.fail(end.reason);
  }
}
