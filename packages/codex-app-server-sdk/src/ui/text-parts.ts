import type { TurnEventOf } from "../events/turn-event.js";
import type { UIMessageChunk, UIPartMetadata } from "./ui-message-chunk.js";

/** The events of texts and of reasoning. */
export type WritingEvent =
  | TurnEventOf<"text-start" | "text-delta" | "text-end" | "text-discard">
  | TurnEventOf<"reasoning-start" | "reasoning-delta" | "reasoning-end">;

/** A part that the model is writing. */
interface OpenPart {
  readonly kind: "text" | "reasoning";
  readonly id: string;
  readonly metadata: UIPartMetadata;
  text: string;
}

/** The texts and the reasoning of a message: parts that begin, grow and end. */
export class TextParts {
  readonly #open = new Map<string, OpenPart>();

  add(event: WritingEvent): UIMessageChunk[] {
    switch (event.type) {
      case "text-delta":
      case "reasoning-delta":
        return this.#grow(event, event.text);
      case "text-end":
        return this.#endWith(event);
      case "text-discard":
        return this.#end(keyOf(event), { phase: event.phase, isDiscarded: true });
      case "reasoning-end":
        return this.#end(keyOf(event));
      default:
        return [...this.#end(keyOf(event)), ...this.#start(event)];
    }
  }

  /** Nothing more is written. */
  end(): UIMessageChunk[] {
    return [...this.#open.keys()].flatMap((key) => this.#end(key));
  }

  #start(event: WritingEvent): UIMessageChunk[] {
    const part = partOf(event);
    this.#open.set(keyOf(event), part);
    return [
      { type: `${part.kind}-start`, id: part.id, providerMetadata: { codex: part.metadata } },
    ];
  }

  #grow(event: WritingEvent, delta: string): UIMessageChunk[] {
    const events = this.#open.has(keyOf(event)) ? [] : this.#start(event);
    const part = this.#open.get(keyOf(event));
    if (part === undefined || delta === "") return events;
    part.text += delta;
    return [...events, { type: `${part.kind}-delta`, id: part.id, delta }];
  }

  /** A part can only grow: where the whole text is another one, it takes the part's place. */
  #endWith(event: TurnEventOf<"text-end">): UIMessageChunk[] {
    const key = keyOf(event);
    const written = this.#open.get(key)?.text ?? "";
    const { phase, text } = event;
    if (text.startsWith(written)) {
      return [...this.#grow(event, text.slice(written.length)), ...this.#end(key, { phase })];
    }
    return [
      ...this.#end(key, { phase, isDiscarded: true }),
      ...this.#grow(event, text),
      ...this.#end(key),
    ];
  }

  #end(key: string, metadata?: UIPartMetadata): UIMessageChunk[] {
    const part = this.#open.get(key);
    if (part === undefined) return [];
    this.#open.delete(key);
    const providerMetadata = { codex: metadata ?? part.metadata };
    return [{ type: `${part.kind}-end`, id: part.id, providerMetadata }];
  }
}

/** The part that an event belongs to. Of each there is one at a time. */
function keyOf(event: WritingEvent): string {
  const { kind, id } = partOf(event);
  return `${kind} ${id}`;
}

function partOf(event: WritingEvent): OpenPart {
  if ("isSummary" in event) {
    const { itemId, isSummary } = event;
    const id = isSummary ? `${itemId}-summary` : itemId;
    return { kind: "reasoning", id, metadata: { isSummary }, text: "" };
  }
  return { kind: "text", id: event.itemId, metadata: { phase: event.phase }, text: "" };
}
