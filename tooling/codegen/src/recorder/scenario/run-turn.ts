import type { Stage } from "./stage.js";

/** Runs a turn to its end. */
export async function runTurn(
  { server }: Stage,
  threadId: string,
  text: string,
  more: unknown[] = [],
): Promise<void> {
  const completed = server.notified("turn/completed");
  await server.request("turn/start", turnParams(threadId, text, more));
  await completed;
}

/** The params of `turn/start`. */
export function turnParams(threadId: string, text: string, more: unknown[] = []): object {
  return { threadId, input: [{ type: "text", text }, ...more] };
}
