import type { TurnEvent } from "codex-app-server-sdk";
import type { ThreadItem, Turn } from "codex-app-server-sdk/protocol";

/** The events of a turn that an earlier attempt has run: all of each item at once. */
export function eventsOfTurn({ items }: Turn): TurnEvent[] {
  return items.flatMap((item) => [
    { type: "item-start", itemId: item.id, item },
    ...partsOf(item),
    { type: "item-end", itemId: item.id, item },
  ]);
}

function partsOf(item: ThreadItem): TurnEvent[] {
  const { id: itemId } = item;
  switch (item.type) {
    case "agentMessage":
    case "plan": {
      const { text } = item;
      const of = { itemId, phase: item.type === "plan" ? ("plan" as const) : item.phase };
      const delta: TurnEvent = { type: "text-delta", ...of, text };
      const deltas = text === "" ? [] : [delta];
      return [{ type: "text-start", ...of }, ...deltas, { type: "text-end", ...of, text }];
    }
    case "reasoning":
      return [...reasoning(itemId, item.summary, true), ...reasoning(itemId, item.content, false)];
    case "commandExecution": {
      const text = item.aggregatedOutput ?? "";
      return text === "" ? [] : [{ type: "command-output", itemId, text }];
    }
    default:
      return [];
  }
}

function reasoning(itemId: string, texts: readonly string[], isSummary: boolean): TurnEvent[] {
  if (texts.length === 0) return [];
  const of = { itemId, isSummary };
  return [
    { type: "reasoning-start", ...of },
    { type: "reasoning-delta", ...of, text: texts.join("\n\n") },
    { type: "reasoning-end", ...of },
  ];
}
