import type { LeftRequest } from "../client/app-server-client.js";
import type { TurnServer } from "../turn/turn-server.js";
import type { Undo } from "./undo-answer.js";

/**
 * How to end what the server does for as long as a request is unanswered, when nobody waits for the
 * answer any more. A program without a `processId` can't be ended, nor can the call of a tool.
 */
export function endRequest(
  { method, params, id }: LeftRequest,
  server: TurnServer,
): Undo | undefined {
  if (method === "thread/sample") {
    return () => server.request("thread/sample/cancel", { requestId: id });
  }
  if (method !== "command/exec") return undefined;
  const { processId } = (params ?? {}) as { processId?: unknown };
  if (typeof processId !== "string") return undefined;
  return () => server.request("command/exec/terminate", { processId });
}
