import type { Events } from "./event-streams.js";
import type { TextPhase, TurnEvent } from "./turn-event.js";

/** Which of the agent's texts are wanted. */
export type WantedPhase = "final_answer" | "commentary" | "plan";

/**
 * The text that the agent writes, out of a turn's events, with an empty line between two messages.
 * No generator: leaving one while it waits for the next text would wait for that text.
 */
export class TurnText implements AsyncIterableIterator<string, undefined> {
  readonly #events: Events;
  readonly #wants: (phase: TextPhase) => boolean;
  /** Nothing was written yet, something was, or something was and another message has begun. */
  #written: "nothing" | "some" | "before" = "nothing";

  /** By default all messages are wanted; an unmarked message may be the final answer. */
  constructor(events: Events, phase?: WantedPhase) {
    this.#events = events;
    this.#wants = wantedBy(phase);
  }

  async next(): Promise<IteratorResult<string, undefined>> {
    for (;;) {
      const { done, value } = await this.#events.next();
      if (done) return { done, value: undefined };
      const text = this.#textIn(value);
      if (text !== undefined) return { done: false, value: text };
    }
  }

  async return(): Promise<IteratorResult<string, undefined>> {
    await this.#events.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #textIn(event: TurnEvent): string | undefined {
    if (event.type !== "text-start" && event.type !== "text-delta") return undefined;
    if (!this.#wants(event.phase)) return undefined;
    if (event.type === "text-start") {
      if (this.#written === "some") this.#written = "before";
      return undefined;
    }
    const separator = this.#written === "before" ? "\n\n" : "";
    this.#written = "some";
    return separator + event.text;
  }
}

function wantedBy(wanted: WantedPhase | undefined): (phase: TextPhase) => boolean {
  if (wanted === undefined) return (phase) => phase !== "plan";
  if (wanted === "final_answer") return (phase) => phase === wanted || phase === null;
  return (phase) => phase === wanted;
}
