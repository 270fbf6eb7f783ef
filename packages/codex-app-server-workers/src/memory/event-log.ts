import { WakeUp } from "../async/wake-up.js";
import { asJson } from "../engine/as-json.js";
import { eventNumber } from "../engine/event-number.js";
import type { FleetEvent, LoggedEvent } from "../engine/message.js";
import { EventsTrimmedError } from "../errors/index.js";

/** The events of a thread, numbered from 1; the oldest go when there are too many. */
export class EventLog {
  readonly #threadId: string;
  readonly #maxEvents: number;
  /** As text, so that nobody changes what others read. */
  readonly #events: string[] = [];
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
    const lines = events.map((event) => asJson("event", event));
    for (const line of lines) {
      this.#last += 1;
      const where = JSON.stringify({ eventId: String(this.#last), turnId });
      this.#events.push(`[${line},${where}]`);
    }
    const surplus = this.#events.length - this.#maxEvents;
    if (this.#maxEvents > 0 && surplus > 0) this.#events.splice(0, surplus);
    this.#wakeUp.ring();
  }

  async *read(after: string | undefined, signal?: AbortSignal): AsyncGenerator<LoggedEvent> {
    let read = after === undefined ? this.#trimmed : eventNumber(this.#threadId, after);
    for (;;) {
      signal?.throwIfAborted();
      const isKept = read >= this.#trimmed && read <= this.#last; // not for an id of another log
      if (!isKept) {
        throw new EventsTrimmedError(this.#threadId, after ?? String(read));
      }
      const line = this.#events[read - this.#trimmed];
      if (line !== undefined) {
        read += 1;
        const [event, where] = JSON.parse(line) as [FleetEvent, Pick<LoggedEvent, "eventId">];
        yield { ...event, ...where } as LoggedEvent;
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
