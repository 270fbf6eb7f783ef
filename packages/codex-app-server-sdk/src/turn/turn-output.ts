import type * as wire from "codex-app-server-sdk/protocol";
import type { AsyncQueue } from "../notifications/async-queue.js";
import { createNotificationQueue, type QueueLimits } from "../notifications/notification-hub.js";
import type { TurnEnd } from "./caller-turn.js";
import { TurnCollector } from "./turn-collector.js";
import type { TurnResult } from "./turn-result.js";

type Stream = AsyncQueue<wire.ServerNotification>;

/** What a turn gives to whoever looks at it: its notifications as streams, and its result. */
export class TurnOutput {
  readonly #limits: QueueLimits;
  readonly #collector = new TurnCollector();
  readonly #streams = new Set<Stream>();
  /** What the first stream will get; taken by it. */
  #backlog: Stream | undefined;
  #joinedInClosed = 0;
  #isClosed = false;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /** Keeps the notifications for a stream that may be opened later. */
  keepForFirstStream(): void {
    this.#backlog = this.#open();
  }

  /** The first one gets everything since `keepForFirstStream`, later ones what follows. */
  openStream(): Stream {
    const stream = this.#backlog ?? this.#open();
    this.#backlog = undefined;
    return stream;
  }

  /** How many deltas were joined to the one before them because a stream was read slowly. */
  get joined(): number {
    let joined = this.#joinedInClosed;
    for (const stream of this.#streams) joined += stream.joined;
    return joined;
  }

  /** Another turn of the series follows. */
  beginTurn(): void {
    this.#collector.beginTurn();
  }

  push(notification: wire.ServerNotification, size: number): void {
    // Streams first: they get it as it came, whatever can be made of it.
    for (const stream of this.#streams) stream.push(notification, size);
    this.#collector.add(notification);
  }

  /** Streams have lost something. */
  overflow(): void {
    for (const stream of this.#streams) stream.overflow();
  }

  /** Everything so far, around the turn that the server completed. */
  result(completed: wire.Turn): TurnResult {
    return this.#collector.result(completed);
  }

  /** Ends the streams: after a completed turn orderly, else with the reason. */
  close(end: TurnEnd): void {
    this.#isClosed = true;
    for (const stream of this.#streams) {
      if (end.kind === "completed") stream.end();
      else stream.fail(end.reason);
    }
  }

  #open(): Stream {
    const stream = createNotificationQueue(this.#limits, () => {
      this.#joinedInClosed += stream.joined;
      this.#streams.delete(stream);
    });
    if (this.#isClosed) stream.end();
    else this.#streams.add(stream);
    return stream;
  }
}
