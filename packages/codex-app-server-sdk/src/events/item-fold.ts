import type * as wire from "codex-app-server-sdk/protocol";
import { CommandOutput } from "./command-output.js";
import { MessageText } from "./message-text.js";
import { ReasoningText } from "./reasoning-text.js";
import type { TextPhase, TurnEvent } from "./turn-event.js";

/** What has been told of one item. */
export class ItemFold {
  readonly id: string;
  readonly #maxOutput: number;
  #started: wire.ThreadItem | undefined;
  #completed: wire.ThreadItem | undefined;
  #text: MessageText | undefined;
  readonly #reasoning = new Map<boolean, ReasoningText>();
  #output: CommandOutput | undefined;

  constructor(id: string, maxOutput: number) {
    this.id = id;
    this.#maxOutput = maxOutput;
  }

  /** Whether its beginning was told; false for parts of an item whose beginning was missed. */
  get hasStarted(): boolean {
    return this.#started !== undefined;
  }

  get isOpen(): boolean {
    return this.#completed === undefined;
  }

  /** Whether it is a message that the server has lost the rest of. */
  get isDropped(): boolean {
    return this.#text?.isDropped ?? false;
  }

  start(item: wire.ThreadItem): TurnEvent[] {
    this.#started = item;
    const events: TurnEvent[] = [{ type: "item-start", itemId: this.id, item }];
    const phase = phaseOf(item);
    if (phase !== undefined) events.push(...this.#startText(phase));
    return events;
  }

  addText(text: string, phase: TextPhase): TurnEvent[] {
    const events = this.#startText(phase);
    return this.#text ? [...events, this.#text.add(text)] : events;
  }

  addReasoning(text: string, isSummary: boolean, part: unknown): TurnEvent[] {
    return this.#reasoningOf(isSummary).add(text, typeof part === "number" ? part : 0);
  }

  addOutput(text: string): TurnEvent[] {
    this.#output ??= new CommandOutput(this.#maxOutput);
    this.#output.add(text);
    return [{ type: "command-output", itemId: this.id, text }];
  }

  /** The model's answer was lost: what is half written will not go on. */
  cutOff(): void {
    this.#text?.cutOff();
  }

  discard(): TurnEvent[] {
    const event = this.#text?.discard();
    this.#text = undefined;
    return event ? [event] : [];
  }

  complete(item: wire.ThreadItem): TurnEvent[] {
    const events = this.#started ? [] : this.start(item);
    this.#completed = item;
    return [...events, ...this.#rest(item), { type: "item-end", itemId: this.id, item }];
  }

  /** What a reader who comes now has missed. */
  missed(): TurnEvent[] {
    const events: TurnEvent[] = [];
    if (this.#started) events.push({ type: "item-start", itemId: this.id, item: this.#started });
    if (this.#text) events.push(...this.#text.missed());
    for (const reasoning of this.#reasoning.values()) events.push(...reasoning.missed());
    const output = this.#output?.kept;
    if (output) events.push({ type: "command-output", itemId: this.id, text: output });
    const item = this.#completed;
    if (item) events.push({ type: "item-end", itemId: this.id, item });
    return events;
  }

  /** What was not streamed of an item that is complete. */
  #rest(item: wire.ThreadItem): TurnEvent[] {
    switch (item.type) {
      case "agentMessage":
      case "plan":
        return this.#endText(textOf(item), phaseOf(item) ?? null);
      case "reasoning":
        return [
          ...this.#reasoningOf(true).end(textsIn(item.summary)),
          ...this.#reasoningOf(false).end(textsIn(item.content)),
        ];
      case "commandExecution":
        return this.#restOfOutput(item.aggregatedOutput);
      default:
        return [];
    }
  }

  #endText(text: string, phase: TextPhase): TurnEvent[] {
    const events = this.#startText(phase);
    return [...events, ...(this.#text?.end(text, phase) ?? [])];
  }

  #restOfOutput(whole: unknown): TurnEvent[] {
    if (typeof whole !== "string") return [];
    const missing = (this.#output ?? new CommandOutput(this.#maxOutput)).missingOf(whole);
    return missing === "" ? [] : this.addOutput(missing);
  }

  #startText(phase: TextPhase): TurnEvent[] {
    if (this.#text) return [];
    this.#text = new MessageText(this.id, phase);
    return [this.#text.start()];
  }

  #reasoningOf(isSummary: boolean): ReasoningText {
    const known = this.#reasoning.get(isSummary) ?? new ReasoningText(this.id, isSummary);
    this.#reasoning.set(isSummary, known);
    return known;
  }
}

/** The phase of an item that is a text; undefined for any other. */
function phaseOf(item: wire.ThreadItem): TextPhase | undefined {
  if (item.type === "plan") return "plan";
  return item.type === "agentMessage" ? (item.phase ?? null) : undefined;
}

/** What is no text has none: it may be anything, also what can't be made a string. */
function textOf({ text }: { text: unknown }): string {
  return typeof text === "string" ? text : "";
}

function textsIn(parts: unknown): string[] {
  return Array.isArray(parts) ? parts.filter((part) => typeof part === "string") : [];
}
