import type * as wire from "codex-app-server-sdk/protocol";

/**
 * What a turn has answered: the last non-empty text that is marked as final answer, else the last
 * one without a mark, else the text of the last plan, else, in a completed turn, the last comment.
 */
export function finalResponseOf(
  items: readonly wire.ThreadItem[],
  status: wire.TurnStatus,
): string | null {
  const kinds = status === "completed" ? [...inOrder, "commentary" as const] : inOrder;
  return bestOf(items, kinds);
}

/**
 * The message that answers what was asked for: the last non-empty one that is marked as final
 * answer, else the last one without a mark.
 */
export function answerOf(items: readonly wire.ThreadItem[]): string | null {
  return bestOf(items, ["final_answer", "unmarked"]);
}

/** The last text of the first of these kinds that there is. */
function bestOf(items: readonly wire.ThreadItem[], kinds: readonly Kind[]): string | null {
  const texts = new Map<Kind, string>();
  for (const item of items) {
    const kind = kindOf(item);
    if (kind === undefined || !("text" in item)) continue;
    if (typeof item.text === "string" && item.text !== "") texts.set(kind, item.text);
  }
  const best = kinds.find((kind) => texts.has(kind));
  return best === undefined ? null : (texts.get(best) ?? null);
}

type Kind = "final_answer" | "unmarked" | "plan" | "commentary";

const inOrder: readonly Kind[] = ["final_answer", "unmarked", "plan"];

const marks = ["final_answer", "commentary"] as const;

function kindOf(item: wire.ThreadItem): Kind | undefined {
  if (item.type === "plan") return "plan";
  if (item.type !== "agentMessage") return undefined;
  const { phase } = item;
  if (phase === null || phase === undefined) return "unmarked";
  return marks.find((mark) => mark === phase);
}
