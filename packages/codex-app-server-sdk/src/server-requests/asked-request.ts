import type * as wire from "codex-app-server-sdk/protocol";
import { withResolvers } from "../async/with-resolvers.js";
import type { OpenRequest } from "../records/open-request.js";
import type { ThreadRecord } from "../records/thread-record.js";
import type { ThreadRecords } from "../records/thread-records.js";
import type { ServerCall, ServerCallAnswer } from "../rpc/connection-options.js";
import type { ServerRequestRule } from "./server-request-table.js";
import { isToolApproval, withToolCall } from "./tool-approval.js";

/** A request that was taken up, until the server says that it is resolved. */
export class AskedRequest implements OpenRequest {
  /** The server's ids begin anew with each connection, and every server counts by itself. */
  readonly id = crypto.randomUUID();
  readonly method: string;
  readonly params: unknown;
  readonly threadId: string | null;
  readonly turnId: string | null;
  readonly itemId: string | null;
  readonly isDecision: boolean;
  /** What this client knows of the thread, if it is about one. */
  readonly record: ThreadRecord | undefined;
  answer: ServerCallAnswer | undefined;
  /** Whether a handler or a tool gave the answer. */
  isAnswered = false;
  /** Why the handler or the tool gave none; undefined where it did, or there is none. */
  failure: unknown;
  isAccepted: boolean | null = null;
  /** Whether it came over a connection that was lost since. */
  isFromBefore = false;
  readonly #answered = withResolvers<ServerCallAnswer>();
  readonly #cancelled = new AbortController();

  constructor(call: ServerCall, rule: ServerRequestRule, records: ThreadRecords) {
    const { threadId, turnId, itemId } = (call.params ?? {}) as Record<string, unknown>;
    this.method = call.method;
    this.threadId = typeof threadId === "string" ? threadId : null;
    this.turnId = typeof turnId === "string" ? turnId : null;
    this.itemId = typeof itemId === "string" ? itemId : null;
    this.isDecision = rule.isUnattended !== true;
    this.record = this.threadId === null ? undefined : records.find(this.threadId);
    this.params = paramsFor(call, this.record);
  }

  /** Resolves with the answer. */
  get answered(): Promise<ServerCallAnswer> {
    return this.#answered.promise;
  }

  settle(answer: ServerCallAnswer): void {
    this.#answered.resolve(answer);
  }

  /** Fires when an answer is of no use any more. */
  get signal(): AbortSignal {
    return this.#cancelled.signal;
  }

  /** Does nothing once it is answered: the handler's signal then means nothing any more. */
  cancel(reason: Error): void {
    if (this.answer === undefined) this.#cancelled.abort(reason);
  }

  /** Whether it asks the same: the server sends open requests again to each client that resumes. */
  isSame(other: AskedRequest): boolean {
    return (
      this.method === other.method &&
      this.threadId === other.threadId &&
      this.turnId === other.turnId &&
      this.itemId === other.itemId
    );
  }
}

/** The params for the handler: with what they say in another place, or not at all. */
function paramsFor({ method, params }: ServerCall, record: ThreadRecord | undefined): unknown {
  if (method === "item/fileChange/requestApproval") return withChanges(params, record);
  const isTool = method === "mcpServer/elicitation/request" && isToolApproval(params);
  return isTool ? withToolCall(params) : params;
}

/** What a file-change approval is about stands only in the item. */
function withChanges(params: unknown, record: ThreadRecord | undefined): object {
  const { turnId, itemId } = (params ?? {}) as wire.FileChangeRequestApprovalParams;
  const isTurn = record?.turns.running?.names(turnId);
  return {
    ...(params as object),
    changes: isTurn ? record?.turns.running?.items.changesOf(itemId) : undefined,
  };
}
