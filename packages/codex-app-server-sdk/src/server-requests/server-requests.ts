import type * as wire from "codex-app-server-sdk/protocol";
import { abortable } from "../async/abortable.js";
import type { Logger } from "../diagnostics/logger.js";
import { showValue } from "../errors/show-value.js";
import type { WireChecks } from "../protocol/wire-checks.js";
import type { ServerCall, ServerCallAnswer } from "../rpc/connection-options.js";
import type { RpcId } from "../rpc/messages.js";
import { FileChanges } from "./file-changes.js";
import type { HandlerContext, Handlers } from "./handlers.js";
import { type ServerRequestRule, serverRequestTable } from "./server-request-table.js";

export interface ServerRequestsOptions {
  /**
   * Returns the handlers for requests of a thread; null stands for requests that belong to none.
   */
  handlersOf(threadId: string | null): Handlers;
  /**
   * Deadline of every handler in milliseconds; undefined = 60 s when no person answers, else none.
   */
  handlerMs: number | undefined;
  logger: Logger;
  checks: Pick<WireChecks, "serverRequest" | "answer">;
}

interface WaitingRequest {
  threadId: string | null;
  turnId: string | null;
  /** Aborted when an answer is no longer needed. */
  controller: AbortController;
}

type AnyHandler = (params: unknown, context: HandlerContext) => unknown;

/** Default deadline of handlers that need no person. */
const defaultHandlerMs = 60_000;

/** Answers every server request, with its handler or by declining it. */
export class ServerRequests {
  readonly #options: ServerRequestsOptions;
  readonly #waiting = new Map<RpcId, WaitingRequest>();
  readonly #fileChanges = new FileChanges();

  constructor(options: ServerRequestsOptions) {
    this.#options = options;
  }

  /** Whether a request of this thread is waiting for its answer. */
  isWaiting(threadId: string): boolean {
    return [...this.#waiting.values()].some((request) => request.threadId === threadId);
  }

  /** Resolves with the answer to send. Never rejects. */
  async answer(call: ServerCall): Promise<ServerCallAnswer> {
    const rule = ruleOf(call.method);
    if (!rule) {
      this.#options.logger.warn(`Refused the unknown server request ${call.method}.`);
      return { error: { code: -32601, message: `This client does not know ${call.method}` } };
    }
    this.#options.checks.serverRequest(call.method, call.params);
    const request = { ...originOf(call.params), controller: new AbortController() };
    const handler = this.#handlerFor(call, rule, request);
    if (!handler) {
      this.#options.logger.info(`Declined ${call.method}: there is no handler for it.`);
      return rule.decline("The client has no handler for this request.");
    }
    this.#waiting.set(call.id, request);
    try {
      const result = usable(await this.#handle(handler, call, rule, request));
      this.#options.checks.answer(call.method, result);
      checkChoice(rule, result);
      return { result };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#options.logger.warn(`Declined ${call.method}: ${why}`);
      return rule.decline(why);
    } finally {
      // If the server reused the id, the later request must stay known.
      if (this.#waiting.get(call.id) === request) this.#waiting.delete(call.id);
    }
  }

  /** Aborts handlers whose answer is no longer needed after this notification. */
  observe(notification: wire.ServerNotification): void {
    this.#fileChanges.observe(notification);
    if (notification.method === "serverRequest/resolved") {
      const { requestId } = notification.params;
      this.#waiting
        .get(requestId)
        ?.controller.abort(new Error("The request was resolved elsewhere."));
    }
    if (notification.method === "turn/completed") {
      const { threadId, turn } = notification.params;
      this.#abort(
        (request) => request.threadId === threadId && request.turnId === turn.id,
        "The turn has ended.",
      );
    }
  }

  /** Aborts every handler, because the connection has ended. */
  close(): void {
    this.#abort(() => true, "The connection is closed.");
  }

  #abort(concerns: (request: WaitingRequest) => boolean, why: string): void {
    for (const request of this.#waiting.values()) {
      if (concerns(request)) request.controller.abort(new Error(why));
    }
  }

  async #handle(
    handler: AnyHandler,
    call: ServerCall,
    rule: ServerRequestRule,
    request: WaitingRequest,
  ): Promise<unknown> {
    const { controller, threadId, turnId } = request;
    const { signal } = controller;
    const timer = this.#startDeadline(rule, controller);
    try {
      // Called in a microtask, so that a handler that throws does not throw into the reading of
      // messages.
      const params = this.#paramsFor(call);
      const answer = Promise.resolve().then(() => handler(params, { signal, threadId, turnId }));
      return await abortable(answer, signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The approval of a file change does not contain the changes; only its item does. */
  #paramsFor({ method, params }: ServerCall): unknown {
    if (method !== "item/fileChange/requestApproval") return params;
    const { itemId } = params as wire.FileChangeRequestApprovalParams;
    return { ...(params as object), changes: this.#fileChanges.of(itemId) };
  }

  #handlerFor(
    call: ServerCall,
    rule: ServerRequestRule,
    request: WaitingRequest,
  ): AnyHandler | undefined {
    const { handler } = rule;
    const name = typeof handler === "function" ? handler(call.params) : handler;
    return name && (this.#options.handlersOf(request.threadId)[name] as AnyHandler | undefined);
  }

  #startDeadline(rule: ServerRequestRule, controller: AbortController): NodeJS.Timeout | undefined {
    const ms = this.#options.handlerMs ?? (rule.isUnattended ? defaultHandlerMs : 0);
    if (ms === 0) return undefined;
    return setTimeout(() => controller.abort(new Error(`the handler took more than ${ms} ms`)), ms);
  }
}

function ruleOf(method: string): ServerRequestRule | undefined {
  return Object.hasOwn(serverRequestTable, method)
    ? serverRequestTable[method as keyof wire.ServerRequests]
    : undefined;
}

function originOf(params: unknown): { threadId: string | null; turnId: string | null } {
  const { threadId, turnId } = (params ?? {}) as { threadId?: unknown; turnId?: unknown };
  return {
    threadId: typeof threadId === "string" ? threadId : null,
    turnId: typeof turnId === "string" ? turnId : null,
  };
}

/**
 * Throws if the answer can't be sent: it must be an object, and JSON must be able to represent it.
 */
function usable(result: unknown): unknown {
  if (typeof result !== "object" || result === null) {
    throw new Error(`the handler answered ${String(result)} instead of a response`);
  }
  JSON.stringify(result);
  return result;
}

function checkChoice({ choices }: ServerRequestRule, result: unknown): void {
  if (!choices) return;
  const { field, known } = choices;
  const choice = (result as Record<string, unknown>)[field];
  if (typeof choice !== "string" || known.includes(choice)) return;
  throw new Error(`the handler's ${field} is ${showValue(choice)}; it can be ${known.join(", ")}`);
}
