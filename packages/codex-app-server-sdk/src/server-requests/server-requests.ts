import { setImmediate } from "node:timers/promises";
import type * as wire from "codex-app-server-sdk/protocol";
import { abortable } from "../async/abortable.js";
import { startTimer } from "../async/start-timer.js";
import type { Logger } from "../diagnostics/logger.js";
import type { Redactor } from "../diagnostics/redactor.js";
import type { Reports } from "../diagnostics/reports.js";
import { messageOf } from "../errors/error-text.js";
import { showValue } from "../errors/show-value.js";
import type { HandlerContext, Handlers } from "../handlers/handlers.js";
import type { WireChecks } from "../protocol/wire-checks.js";
import type { OpenRequest } from "../records/open-request.js";
import type { ThreadRecord } from "../records/thread-record.js";
import type { ThreadRecords } from "../records/thread-records.js";
import type { ServerCall, ServerCallAnswer } from "../rpc/connection-options.js";
import type { RpcId } from "../rpc/messages.js";
import { type ServerRequestRule, serverRequestTable } from "./server-request-table.js";

export interface ServerRequestsOptions {
  readonly records: ThreadRecords;
  /** Deadline of handlers in milliseconds; undefined = 60 s where no person answers, else none. */
  readonly handlerMs: number | undefined;
  /** Whether other clients may be connected to the same server, who are asked as well. */
  readonly isShared: boolean;
  readonly logger: Logger;
  /** Takes secrets out of the reasons that the server is given. */
  readonly redactor: Pick<Redactor, "text">;
  readonly reports: Pick<Reports, "warn">;
  readonly checks: Pick<WireChecks, "serverRequest" | "answer" | "isOff">;
}

type AnyHandler = (params: unknown, context: HandlerContext) => unknown;

/** A request that was taken up, until the server says that it is resolved. */
class AskedRequest implements OpenRequest {
  readonly method: string;
  readonly threadId: string | null;
  readonly turnId: string | null;
  readonly itemId: unknown;
  answer: ServerCallAnswer | undefined;
  readonly #cancelled = new AbortController();

  constructor({ method, params }: ServerCall) {
    const { threadId, turnId, itemId } = (params ?? {}) as Record<string, unknown>;
    this.method = method;
    this.threadId = typeof threadId === "string" ? threadId : null;
    this.turnId = typeof turnId === "string" ? turnId : null;
    this.itemId = itemId;
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

/** Deadline of handlers that no person stands behind. */
const defaultHandlerMs = 60_000;

/** Answers the requests of the server: by their handlers, or by declining them. */
export class ServerRequests {
  readonly #options: ServerRequestsOptions;
  readonly #asked = new Map<RpcId, AskedRequest>();

  constructor(options: ServerRequestsOptions) {
    this.#options = options;
  }

  /**
   * Resolves with the answer to send; undefined where this client must not answer, because it is
   * already answering or because another client is to. Never rejects.
   */
  async answer(call: ServerCall): Promise<ServerCallAnswer | undefined> {
    const rule = ruleOf(call.method);
    if (!rule) {
      this.#options.reports.warn(
        "unknown requests",
        `Refused the unknown server request ${call.method}.`,
      );
      return { error: { code: -32601, message: `This client does not know ${call.method}` } };
    }
    this.#options.checks.serverRequest(call.method, call.params);
    const asked = new AskedRequest(call);
    const known = this.#asked.get(call.id);
    if (known?.isSame(asked)) return known.answer;
    const record = asked.threadId === null ? undefined : this.#options.records.find(asked.threadId);
    const handler = this.#handlerFor(call, rule, asked);
    if (!handler && this.#isForOthers(asked, record)) return this.#leave(call, asked);
    if (!handler) {
      this.#options.logger.info(`Declined ${call.method}: there is no handler for it.`);
      return rule.decline("The client has no handler for this request.");
    }
    return this.#ask(handler, { call, rule, asked, record });
  }

  /** Looks at a notification for what makes requests pointless. */
  observe(notification: wire.ServerNotification): void {
    if (notification.method === "serverRequest/resolved") {
      const { requestId } = notification.params;
      this.#asked.get(requestId)?.cancel(new Error("The request was resolved elsewhere."));
      this.#asked.delete(requestId);
    } else if (notification.method === "turn/completed") {
      const { threadId, turn } = notification.params;
      const isOver = (asked: AskedRequest): boolean =>
        asked.threadId === threadId && asked.turnId === turn.id;
      this.#end(isOver, "The turn has ended.");
    } else if (notification.method === "thread/closed") {
      const { threadId } = notification.params;
      this.#end((asked) => asked.threadId === threadId, "The thread was closed.");
    }
  }

  /** The connection is gone. */
  close(): void {
    this.#end(() => true, "The connection is closed.");
  }

  #end(isOver: (asked: AskedRequest) => boolean, why: string): void {
    for (const [id, asked] of this.#asked) {
      if (!isOver(asked)) continue;
      asked.cancel(new Error(why));
      this.#asked.delete(id);
    }
  }

  async #ask(
    handler: AnyHandler,
    { call, rule, asked, record }: AskedCall,
  ): Promise<ServerCallAnswer> {
    this.#asked.set(call.id, asked);
    record?.requests.set(call.id, asked);
    try {
      const result = usable(await this.#run(handler, { call, rule, asked, record }));
      this.#options.checks.answer(call.method, result);
      if (!this.#options.checks.isOff) refuseUnknownChoice(rule, result, call.params);
      asked.answer = { result };
    } catch (error) {
      const why = this.#options.redactor.text(messageOf(error));
      this.#options.logger.warn(`Declined ${call.method}: ${why}`);
      asked.answer = rule.decline(why);
    } finally {
      this.#answered(call.id, { rule, asked, record });
    }
    return asked.answer;
  }

  /** The handler's answer is as much a sign of life as a notification. */
  #answered(
    id: RpcId,
    { rule, asked, record }: Pick<AskedCall, "rule" | "asked" | "record">,
  ): void {
    // A server that uses an id again must not lose track of the later request.
    if (record?.requests.get(id) === asked) record.requests.delete(id);
    record?.touch();
    const isForgotten = rule.isUnattended || asked.signal.aborted;
    if (isForgotten && this.#asked.get(id) === asked) this.#asked.delete(id);
  }

  async #run(handler: AnyHandler, { call, rule, asked, record }: AskedCall): Promise<unknown> {
    const { signal, threadId, turnId } = asked;
    const timer = this.#startDeadline(rule, asked);
    const params = paramsFor(call, record);
    const context: HandlerContext = { signal, threadId, turnId };
    const runIn = record?.handlerContext ?? this.#options.records.context;
    try {
      // Not before what came ahead of the request has reached the readers that waited for it.
      await abortable(setImmediate(), signal);
      return await abortable(Promise.resolve(runIn(() => handler(params, context))), signal);
    } finally {
      clearTimeout(timer);
    }
  }

  #handlerFor(
    { params }: ServerCall,
    { handler }: ServerRequestRule,
    { threadId }: AskedRequest,
  ): AnyHandler | undefined {
    const name: keyof Handlers | undefined =
      typeof handler === "function" ? handler(params) : handler;
    return name && (this.#options.records.handler(threadId, name) as AnyHandler | undefined);
  }

  /** On a shared server, only who started a turn may decline for everybody. */
  #isForOthers({ threadId, turnId }: AskedRequest, record: ThreadRecord | undefined): boolean {
    if (!this.#options.isShared || threadId === null) return false;
    return turnId === null || !record?.isOwnTurn(turnId);
  }

  #leave({ method }: ServerCall, { threadId, turnId }: AskedRequest): undefined {
    this.#options.logger.warn(
      `Left ${method} of thread ${threadId}, turn ${turnId}, to the other clients: this one has no handler for it and did not start the turn. The turn waits until a client with a handler resumes the thread, which is asked again, or until it is interrupted.`,
    );
    return undefined;
  }

  #startDeadline(rule: ServerRequestRule, asked: AskedRequest): NodeJS.Timeout | undefined {
    const ms = this.#options.handlerMs ?? (rule.isUnattended ? defaultHandlerMs : 0);
    if (ms === 0) return undefined;
    return startTimer(() => asked.cancel(new Error(`the handler took more than ${ms} ms`)), ms);
  }
}

interface AskedCall {
  readonly call: ServerCall;
  readonly rule: ServerRequestRule;
  readonly asked: AskedRequest;
  readonly record: ThreadRecord | undefined;
}

function ruleOf(method: string): ServerRequestRule | undefined {
  return Object.hasOwn(serverRequestTable, method)
    ? serverRequestTable[method as keyof wire.ServerRequests]
    : undefined;
}

/** What a file-change approval is about stands only in the item. */
function paramsFor({ method, params }: ServerCall, record: ThreadRecord | undefined): unknown {
  if (method !== "item/fileChange/requestApproval") return params;
  const { turnId, itemId } = params as wire.FileChangeRequestApprovalParams;
  const isTurn = record?.turn?.names(turnId);
  return {
    ...(params as object),
    changes: isTurn ? record?.turn?.items.changesOf(itemId) : undefined,
  };
}

/**
 * Throws if the answer can't be sent: it must be an object, and JSON must be able to represent it.
 */
function usable(result: unknown): unknown {
  if (typeof result !== "object" || result === null) {
    throw new Error(`the handler answered ${showValue(result)} instead of a response`);
  }
  JSON.stringify(result);
  return result;
}

function refuseUnknownChoice(
  { choices }: ServerRequestRule,
  result: unknown,
  params: unknown,
): void {
  const choice = choices && (result as Record<string, unknown>)[choices.field];
  if (typeof choice !== "string" || choices === undefined) return;
  const known = [...choices.known, ...offeredIn(params)];
  if (known.includes(choice)) return;
  throw new Error(
    `the handler's ${choices.field} is ${showValue(choice)}; it can be ${known.join(", ")}`,
  );
}

/** The decisions that a request itself offers. */
function offeredIn(params: unknown): string[] {
  const { availableDecisions } = (params ?? {}) as { availableDecisions?: unknown };
  if (!Array.isArray(availableDecisions)) return [];
  return availableDecisions.filter((decision) => typeof decision === "string");
}
