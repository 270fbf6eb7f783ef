import type * as wire from "codex-app-server-sdk/protocol";
import { BoundedBuffer, type Entry } from "./bounded-buffer.js";
import { joinDeltas } from "./join-deltas.js";
import type { QueueLimits } from "./notification-hub.js";

/** Who takes over what was kept. */
export interface EarlySink {
  push(notification: wire.ServerNotification, size: number): void;
  /** Some of what only streams need was left out, because it went over the bound. */
  overflow(): void;
}

/** What a turn is made of, or ends by: never left out, whatever the bound. */
const essential: ReadonlySet<string> = new Set([
  "item/started",
  "item/completed",
  "turn/started",
  "turn/completed",
  "thread/tokenUsage/updated",
  "thread/goal/updated",
  "thread/goal/cleared",
  "error",
] satisfies (keyof wire.ServerNotifications)[]);

/**
 * Keeps what arrives before the turn is known that it belongs to, within the bound of a stream.
 * Beyond it the turn still gets what it is made of; its stream is told that it lost something.
 */
export class EarlyNotifications {
  readonly #buffer: BoundedBuffer<wire.ServerNotification>;
  /** What is kept beyond the bound. */
  #beyond: Entry<wire.ServerNotification>[] | undefined;

  constructor({ maxBufferedNotifications, maxBufferedBytes }: QueueLimits) {
    this.#buffer = new BoundedBuffer({
      maxItems: maxBufferedNotifications,
      maxBytes: maxBufferedBytes,
      join: joinDeltas,
    });
  }

  push(value: wire.ServerNotification, size: number): void {
    const entry = { value, size };
    if (!this.#beyond && !this.#buffer.add(entry)) {
      this.#beyond = this.#buffer.drain().filter(isEssential);
    } else if (!this.#beyond) {
      return;
    }
    if (isEssential(entry)) this.#beyond.push(entry);
  }

  /** Hands everything over, and is empty then. */
  handTo(sink: EarlySink): void {
    const entries = this.#beyond ?? this.#buffer.drain();
    if (this.#beyond) sink.overflow();
    this.#beyond = undefined;
    for (const { value, size } of entries) sink.push(value, size);
  }
}

function isEssential({ value }: Entry<wire.ServerNotification>): boolean {
  return essential.has(value.method);
}
