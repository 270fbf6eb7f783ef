import type * as wire from "codex-app-server-sdk/protocol";
import { BoundedBuffer, type Entry } from "./bounded-buffer.js";
import { joinDeltas } from "./join-deltas.js";
import type { QueueLimits } from "./notification-hub.js";

/** Takes over the notifications that were kept. */
export interface EarlySink {
  push(notification: wire.ServerNotification, size: number): void;
  /** Some notifications that only streams need were dropped, because they exceeded the limit. */
  overflow(): void;
}

/** Notifications that a turn's result and end depend on. They are never dropped. */
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
 * Keeps the notifications that arrive before the turn is known that they belong to, within the
 * limits of a stream. Beyond the limit only essential ones are kept, and the stream fails.
 */
export class EarlyNotifications {
  readonly #buffer: BoundedBuffer<wire.ServerNotification>;
  /** The essential notifications; set once the limit was exceeded. */
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

  /** Passes everything on and is empty afterwards. */
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
