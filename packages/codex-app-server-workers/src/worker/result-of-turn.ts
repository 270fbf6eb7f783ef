import type { TurnResult } from "codex-app-server-sdk";
import type { Turn } from "codex-app-server-sdk/protocol";

/** The result of a turn that an earlier attempt has run. What it cost is not stored. */
export function resultOfTurn(turn: Turn): TurnResult {
  const { items } = turn;
  return {
    turn,
    items,
    finalResponse: finalResponseOf(turn),
    usage: null,
    turnUsage: null,
    agents: [],
    output: undefined,
  };
}

function finalResponseOf({ items }: Turn): string | null {
  const messages = items.filter((item) => item.type === "agentMessage");
  const last = messages.findLast(({ phase }) => phase === "final_answer") ?? messages.at(-1);
  return last?.text ?? null;
}
