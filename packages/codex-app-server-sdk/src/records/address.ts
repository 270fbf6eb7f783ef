import type * as wire from "codex-app-server-sdk/protocol";

/** What a notification is about. */
export interface Address {
  readonly method: string;
  readonly threadId: string | undefined;
  /** The turn it names, if it names one. */
  readonly turnId: string | undefined;
  /**
   * The turn in whose chain of work that one stands: a review's turn starts under an id of its own
   * and names the review here, a sub-agent's names the turn that set the agent to work.
   */
  readonly rootTurnId: string | undefined;
}

interface AddressedParams {
  threadId?: unknown;
  turnId?: unknown;
  turn?: { id?: unknown; rootTurnId?: unknown } | null;
}

/** Reads the address of a notification, however malformed that is. */
export function addressOf(notification: wire.ServerNotification): Address {
  const { threadId, turnId, turn } = (notification.params ?? {}) as AddressedParams;
  return {
    method: notification.method,
    threadId: text(threadId),
    turnId: text(turnId ?? turn?.id),
    rootTurnId: text(turn?.rootTurnId),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
