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
  /** The handlers for requests of a thread; null stands for requests that belong to none. */
  handlersOf(threadId: string | null): Handlers;
  /** Deadline of every handler in milliseconds; undefined = 60 s where no person answers, else none. */
  handlerMs: number | undefined;
  logger: Logger;
  checks: Pick<WireChecks, "serverRequest" | "answer">;
}

interface OpenRequest {
  threadId: string | null;
  turnId: string | null;
  /** Why an answer is of no use any more. */
  moot: AbortController;
}

type AnyHandler = (params: unknown, context: HandlerContext) => unknown;

/** Deadline of handlers that no person stands behind. */
const defaultHandlerMs = 60_000;

/** Answers every request of the server: by its handler, or by declining it. */
export class ServerRequests {
  readonly #options: ServerRequestsOptions;
  readonly #open = new Map<RpcId, OpenRequest>();
  readonly #fileChanges = new FileChanges();

  constructor(options: ServerRequestsOptions) {
    this.#options = options;
  }

  /** Whether a request of this thread waits for its answer. */
  isWaiting(threadId: string): boolean {
    return [...this.#open.values()].some((open) => open.threadId === threadId);
  }

  /** Resolves with the answer to send. Never rejects. */
  async answer(call: ServerCall): Promise<ServerCallAnswer> {
    const rule = ruleOf(call.method);
    if (!rule) {
      this.#options.logger.warn(`Refused the unknown server request ${call.method}.`);
      return { error: { code: -32601, message: `This client does not know ${call.method}` } };
    }
    this.#options.checks.serverRequest(call.method, call.params);
    const open = { ...addressOf(call.params), moot: new AbortController() };
    const handler = this.#handlerFor(call, rule, open);
    if (!handler) {
      this.#options.logger.info(`Declined ${call.method}: there is no handler for it.`);
      return rule.decline("The client has no handler for this request.");
    }
    this.#open.set(call.id, open);
    try {
      const result = usable(await this.#handle(handler, call, rule, open));
      this.#options.checks.answer(call.method, result);
      refuseUnknownWord(rule, result);
      return { result };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#options.logger.warn(`Declined ${call.method}: ${why}`);
      return rule.decline(why);
    } finally {
      // A server that repeats an id must not lose track of the later request.
      if (this.#open.get(call.id) === open) this.#open.delete(call.id);
    }
  }

  /** Looks at a notification for what makes open requests moot. */
  observe(notification: wire.ServerNotification): void {
    this.#fileChanges.observe(notification);
    if (notification.method === "serverRequest/resolved") {
      const { requestId } = notification.params;
      this.#open.get(requestId)?.moot.abort(new Error("The request was resolved elsewhere."));
    }
    if (notification.method === "turn/completed") {
      const { threadId, turn } = notification.params;
      this.#abort(
        (open) => open.threadId === threadId && open.turnId === turn.id,
        "The turn has ended.",
      );
    }
  }

  /** Aborts every handler: the connection is gone. */
  close(): void {
    this.#abort(() => true, "The connection is closed.");
  }

  #abort(concerns: (open: OpenRequest) => boolean, why: string): void {
    for (const open of this.#open.values()) {
      if (concerns(open)) open.moot.abort(new Error(why));
    }
  }

  async #handle(
    handler: AnyHandler,
    call: ServerCall,
    rule: ServerRequestRule,
    open: OpenRequest,
  ): Promise<unknown> {
    const { signal } = open.moot;
    const { threadId, turnId } = open;
    const timer = this.#startDeadline(rule, open.moot);
    try {
      // Called from a microtask: a handler that throws at once must not throw into the read loop.
      const params = this.#paramsFor(call);
      const answer = Promise.resolve().then(() => handler(params, { signal, threadId, turnId }));
      return await abortable(answer, signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** What a file-change approval is about stands only in the item. */
  #paramsFor({ method, params }: ServerCall): unknown {
    if (method !== "item/fileChange/requestApproval") return params;
    const { itemId } = params as wire.FileChangeRequestApprovalParams;
    return { ...(params as object), changes: this.#fileChanges.of(itemId) };
  }

  #handlerFor(
    call: ServerCall,
    rule: ServerRequestRule,
    open: OpenRequest,
  ): AnyHandler | undefined {
    const { handler } = rule;
    const name = typeof handler === "function" ? handler(call.params) : handler;
    return name && (this.#options.handlersOf(open.threadId)[name] as AnyHandler | undefined);
  }

  #startDeadline(rule: ServerRequestRule, moot: AbortController): NodeJS.Timeout | undefined {
    const ms = this.#options.handlerMs ?? (rule.isUnattended ? defaultHandlerMs : 0);
    if (ms === 0) return undefined;
    return setTimeout(() => moot.abort(new Error(`the handler took more than ${ms} ms`)), ms);
  }
}

function ruleOf(method: string): ServerRequestRule | undefined {
  return Object.hasOwn(serverRequestTable, method)
    ? serverRequestTable[method as keyof wire.ServerRequests]
    : undefined;
}

function addressOf(params: unknown): { threadId: string | null; turnId: string | null } {
  const { threadId, turnId } = (params ?? {}) as { threadId?: unknown; turnId?: unknown };
  return {
    threadId: typeof threadId === "string" ? threadId : null,
    turnId: typeof turnId === "string" ? turnId : null,
  };
}

/** Every answer of the protocol is an object, and must survive the way to the server. */
function usable(result: unknown): unknown {
  if (typeof result !== "object" || result === null) {
    throw new Error(`the handler answered ${String(result)} instead of a response`);
  }
  JSON.stringify(result);
  return result;
}

function refuseUnknownWord({ words }: ServerRequestRule, result: unknown): void {
  const word = words && (result as Record<string, unknown>)[words.field];
  if (typeof word !== "string" || words?.known.includes(word)) return;
  const choices = words?.known.join(", ");
  throw new Error(`the handler's ${words?.field} is ${showValue(word)}; it can be ${choices}`);
}
