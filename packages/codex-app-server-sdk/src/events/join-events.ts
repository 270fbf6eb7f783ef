import type { Entry } from "../notifications/bounded-buffer.js";
import type { TurnEvent } from "./turn-event.js";

/**
 * Joins two neighbouring events that mean the same as one: parts of one text, or two states of
 * which the later one counts. Returns undefined for anything else.
 */
export function joinEvents(
  first: Entry<TurnEvent>,
  second: Entry<TurnEvent>,
): Entry<TurnEvent> | undefined {
  const [a, b] = [first.value, second.value];
  if (a.type !== b.type) return undefined;
  switch (b.type) {
    case "plan":
    case "diff":
    case "usage":
      return second;
    case "text-delta":
    case "reasoning-delta":
    case "command-output":
      return isSamePart(a, b) ? joined(first, b) : undefined;
    default:
      return undefined;
  }
}

type TextPart = Extract<TurnEvent, { type: "text-delta" | "reasoning-delta" | "command-output" }>;

function isSamePart(a: TurnEvent, b: TextPart): a is TextPart {
  return (
    "itemId" in a &&
    a.itemId === b.itemId &&
    ("isSummary" in a && a.isSummary) === ("isSummary" in b && b.isSummary)
  );
}

function joined({ value, size }: Entry<TurnEvent>, { text }: TextPart): Entry<TurnEvent> {
  const part = value as TextPart; // `isSamePart` has said so.
  return {
    value: { ...part, text: part.text + text },
    size: size + Buffer.byteLength(text),
  };
}
