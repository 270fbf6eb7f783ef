import type { TextPhase, TurnEvent, TurnEventOf } from "./turn-event.js";

/** One message that the agent writes, or the text of a plan. */
export class MessageText {
  readonly #itemId: string;
  readonly #phase: TextPhase;
  #text = "";
  /** The whole text, once the message is complete. */
  #whole: string | undefined;
  /** The phase of the complete message, which may be known only then. */
  #finalPhase: TextPhase | undefined;
  /** Whether the server lost the model's answer while this was being written. */
  #isCutOff = false;

  constructor(itemId: string, phase: TextPhase) {
    this.#itemId = itemId;
    this.#phase = phase;
  }

  start(): TurnEvent {
    return { type: "text-start", itemId: this.#itemId, phase: this.#phase };
  }

  add(text: string): TurnEventOf<"text-delta"> {
    this.#text += text;
    return this.#delta(text);
  }

  /** Its end, after what was not streamed of it. */
  end(text: string, phase: TextPhase): TurnEvent[] {
    const missing = text.startsWith(this.#text) ? text.slice(this.#text.length) : "";
    this.#whole = text;
    this.#finalPhase = phase;
    return missing === "" ? [this.#end(text)] : [this.#delta(missing), this.#end(text)];
  }

  /** The server has lost the model's answer. */
  cutOff(): void {
    this.#isCutOff = true;
  }

  get isDropped(): boolean {
    return this.#isCutOff && this.#whole === undefined;
  }

  discard(): TurnEvent {
    return { type: "text-discard", itemId: this.#itemId, phase: this.#phase };
  }

  /** What a reader who comes now has missed. */
  missed(): TurnEvent[] {
    const text = this.#whole ?? this.#text;
    const events = [this.start()];
    if (text !== "") events.push(this.#delta(text));
    if (this.#whole !== undefined) events.push(this.#end(this.#whole));
    return events;
  }

  #delta(text: string): TurnEventOf<"text-delta"> {
    return { type: "text-delta", itemId: this.#itemId, phase: this.#phase, text };
  }

  #end(text: string): TurnEventOf<"text-end"> {
    const phase = this.#finalPhase ?? this.#phase;
    return { type: "text-end", itemId: this.#itemId, phase, text };
  }
}
