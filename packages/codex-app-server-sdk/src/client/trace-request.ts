import { channels, type TracedRequest } from "../channels/channels.js";
import type { Redactor } from "../diagnostics/redactor.js";
import { fieldOf } from "../protocol/field-of.js";
import type { RequestOptions } from "../rpc/connection-options.js";

interface AskedRequest {
  readonly method: string;
  readonly params: unknown;
  readonly redactor: Pick<Redactor, "error">;
}

/** Sends a request that others can follow. `send` is given a context where somebody does. */
export function traceRequest<T>(
  { method, params, redactor }: AskedRequest,
  send: (context: TracedRequest | undefined) => Promise<T>,
): Promise<T> {
  const channel = channels.request;
  if (!channel.isWatched) return send(undefined); // Nothing is made that nobody looks at.
  return channel.trace({
    context: () => ({
      method,
      threadId: idIn(params, "threadId"),
      turnId: idIn(params, "turnId"),
      requestBytes: null,
      responseBytes: null,
    }),
    shown: (error) => redactor.error(error),
    work: send,
  });
}

/** Notes how long a request and its answer are. */
export function sizesOf(context: TracedRequest): NonNullable<RequestOptions["onSize"]> {
  return (of, bytes) => {
    if (of === "request") context.requestBytes = bytes;
    else context.responseBytes = bytes;
  };
}

/** Params may be anything that a user gives, also what can't be read. */
function idIn(params: unknown, name: "threadId" | "turnId"): string | null {
  try {
    const id = fieldOf(params, name);
    return typeof id === "string" ? id : null;
  } catch {
    return null;
  }
}
