import type * as wire from "codex-app-server-sdk/protocol";

/** The last agent message marked as final answer, else the last one without a mark. */
export function finalResponseOf(items: readonly wire.ThreadItem[]): string | null {
  let unmarked: string | null = null;
  for (const item of [...items].reverse()) {
    if (item.type !== "agentMessage") continue;
    if (item.phase === "final_answer") return item.text;
    if (item.phase === null || item.phase === undefined) unmarked ??= item.text;
  }
  return unmarked;
}
