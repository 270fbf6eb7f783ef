import { WakeUp } from "../async/wake-up.js";
import type { FleetEvent, LoggedEvent } from "../engine/message.js";
import { EventsTrimmedError } from "../errors/index.js";

/** The events of a thread, numbered from 1; the oldest go when there are too many. */
export class EventLog {
  readonly #threadId: string;
  readonly #maxEvents: number;
  readonly #events: LoggedEvent[] = [];
  readonly #wakeUp = new WakeUp();
  #last = 0;

  /** `maxEvents`: how many are kept; 0 = all. */
  constructor(threadId: string, maxEvents: number) {
    this.#threadId = threadId;
    this.#maxEvents = maxEvents;
  }

  /** The id of the newest event; of none before the first. */
  get end(): string {
    return String(this.#last);
  }

  append(turnId: string, events: readonly FleetEvent[]): void {
    for (const event of events) {
      this.#last += 1;
      this.#events.push({ ...event, eventId: String(this.#last), turnId });
    }
    const surplus = this.#events.length - this.#maxEvents;
    if (this.#maxEvents > 0 && surplus > 0) this.#events.splice(0, surplus);
    this.#wakeUp.ring();
  }

  async *read(after: string | undefined, signal?: AbortSignal): AsyncGenerator<LoggedEvent> {
    let read = after === undefined ? this.#trimmed : Number(after);
    for (;;) {
      signal?.throwIfAborted();
      const isKept = read >= this.#trimmed && read <= this.#last; // not for an id of another log
      if (!isKept) {
        throw new EventsTrimmedError(this.#threadId, after ?? String(read));
      }
      const event = this.#events[read - this.#trimmed];
      if (event) {
        read += 1;
        yield event;
      } else {
        await this.#wakeUp.next(signal);
      }
    }
  }

  /** How many have gone, which is the number of the last of them. */
  get #trimmed(): number {
    return this.#last - this.#events.length;
  }
}
