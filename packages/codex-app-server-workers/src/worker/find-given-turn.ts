import type { Thread } from "codex-app-server-sdk";
import type { Turn } from "codex-app-server-sdk/protocol";

/**
 * Finds the turn that the model was given this message in, by an attempt that did not get to
 * acknowledge it. It is among the last ones, as a thread's messages are answered in order.
 */
export async function findGivenTurn(thread: Thread, messageId: string): Promise<Turn | undefined> {
  const { data } = await thread.turns({ itemsView: "full" });
  return data.find(({ items }) =>
    items.some((item) => item.type === "userMessage" && item.clientId === messageId),
  );
}
