import type * as wire from "codex-app-server-sdk/protocol";
import type { TextPhase } from "../events/turn-event.js";
import type { TurnEventBeforeEnd } from "./message-fold.js";

/** The events of an item that is stored, in one piece each: `turn.events()` would end the same. */
export function eventsOfItem(item: wire.ThreadItem): TurnEventBeforeEnd[] {
  const itemId = String(item.id);
  switch (item.type) {
    case "agentMessage":
      return [textOf(itemId, item.text, item.phase ?? null)];
    case "plan":
      return [textOf(itemId, item.text, "plan")];
    case "reasoning":
      return [
        ...reasoningOf(itemId, item.summary, true),
        ...reasoningOf(itemId, item.content, false),
      ];
    default:
      return [{ type: "item-start", itemId, item }, ...endOf(itemId, item)];
  }
}

/** An item that runs still when its turn is over has no end. */
function endOf(itemId: string, item: wire.ThreadItem): TurnEventBeforeEnd[] {
  const { status, aggregatedOutput } = item as { status?: unknown; aggregatedOutput?: unknown };
  if (status !== "inProgress") return [{ type: "item-end", itemId, item }];
  if (typeof aggregatedOutput !== "string") return [];
  return [{ type: "command-output", itemId, text: aggregatedOutput }];
}

function textOf(itemId: string, text: unknown, phase: TextPhase): TurnEventBeforeEnd {
  return { type: "text-end", itemId, phase, text: typeof text === "string" ? text : "" };
}

function reasoningOf(itemId: string, parts: unknown, isSummary: boolean): TurnEventBeforeEnd[] {
  const texts = Array.isArray(parts) ? parts.filter((part) => typeof part === "string") : [];
  const text = texts.join("\n\n");
  if (text === "") return [];
  const of = { itemId, isSummary };
  return [
    { type: "reasoning-delta", text, ...of },
    { type: "reasoning-end", ...of },
  ];
}
