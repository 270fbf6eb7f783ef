import type { TurnEvent } from "./turn-event.js";

/** Between the parts of a reasoning: as Codex shows them, each is a paragraph. */
const separator = "\n\n";

/** The reasoning of one item, or the summary of it. */
export class ReasoningText {
  readonly #itemId: string;
  readonly #isSummary: boolean;
  #text = "";
  #part = 0;
  #state: "none" | "open" | "ended" = "none";

  constructor(itemId: string, isSummary: boolean) {
    this.#itemId = itemId;
    this.#isSummary = isSummary;
  }

  add(text: string, part: number): TurnEvent[] {
    const events = this.#start();
    const gap = part > this.#part && this.#text !== "" ? separator : "";
    this.#part = Math.max(part, this.#part);
    this.#text += gap + text;
    return [...events, this.#delta(gap + text)];
  }

  /** Its end, if there is any of it, after what was not streamed. */
  end(parts: readonly string[]): TurnEvent[] {
    const whole = parts.join(separator);
    if (this.#state === "ended" || (whole === "" && this.#state === "none")) return [];
    const events = this.#start();
    const missing = whole.startsWith(this.#text) ? whole.slice(this.#text.length) : "";
    this.#text += missing;
    if (missing !== "") events.push(this.#delta(missing));
    this.#state = "ended";
    return [...events, this.#event("reasoning-end")];
  }

  /** What a reader who comes now has missed. */
  missed(): TurnEvent[] {
    if (this.#state === "none") return [];
    const events = [this.#event("reasoning-start"), this.#delta(this.#text)];
    if (this.#state === "ended") events.push(this.#event("reasoning-end"));
    return events;
  }

  #start(): TurnEvent[] {
    if (this.#state !== "none") return [];
    this.#state = "open";
    return [this.#event("reasoning-start")];
  }

  #delta(text: string): TurnEvent {
    return { type: "reasoning-delta", itemId: this.#itemId, isSummary: this.#isSummary, text };
  }

  #event(type: "reasoning-start" | "reasoning-end"): TurnEvent {
    return { type, itemId: this.#itemId, isSummary: this.#isSummary };
  }
}
