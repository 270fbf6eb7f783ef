import { setImmediate } from "node:timers/promises";
import type * as wire from "codex-app-server-sdk/protocol";
import { abortable } from "../async/abortable.js";
import { startTimer } from "../async/start-timer.js";
import type { HostMistakes } from "../diagnostics/host-mistakes.js";
import type { Logger } from "../diagnostics/logger.js";
import type { Redactor } from "../diagnostics/redactor.js";
import type { Reports } from "../diagnostics/reports.js";
import { messageOf } from "../errors/error-text.js";
import { showValue } from "../errors/show-value.js";
import type { HandlerContext, Handlers } from "../handlers/handlers.js";
import type { WireChecks } from "../protocol/wire-checks.js";
import type { ThreadRecords } from "../records/thread-records.js";
import type { ServerCall, ServerCallAnswer } from "../rpc/connection-options.js";
import type { RpcId } from "../rpc/messages.js";
import { AskedRequest } from "./asked-request.js";
import { AskedRequests } from "./asked-requests.js";
import { assertUsable } from "./assert-usable.js";
import { isWaitedFor, LateHandler, mistakeOf } from "./handler-failure.js";
import { isAcceptance } from "./is-acceptance.js";
import { type ServerRequestRule, serverRequestTable } from "./server-request-table.js";
import { traceAnswer, traceTool } from "./trace-answer.js";

export interface ServerRequestsOptions {
  readonly records: ThreadRecords;
  /** Deadline of handlers in milliseconds; undefined = 60 s where no person answers, else none. */
  readonly handlerMs: number | undefined;
  /** Whether other clients may be connected to the same server, who are asked as well. */
  readonly isShared: boolean;
  /** Whether a lost connection is made again, over which the server asks once more. */
  readonly isRemade: boolean;
  readonly logger: Logger;
  readonly mistakes: HostMistakes;
  /** Takes secrets out of the reasons that the server is given. */
  readonly redactor: Pick<Redactor, "text" | "error">;
  readonly reports: Pick<Reports, "warn">;
  readonly checks: Pick<WireChecks, "serverRequest" | "answer" | "isOff">;
}

type AnyHandler = (params: unknown, context: HandlerContext) => unknown;

/** What answers a request. */
interface Answerer {
  readonly handler: AnyHandler;
  /** The name of the tool that it is, if it is one. */
  readonly tool?: string;
  /** How long it may take, in milliseconds; 0 = as long as it likes. */
  readonly ms: number;
}

/** Deadline of handlers that no person stands behind. */
const defaultHandlerMs = 60_000;

/** Answers the requests of the server: by their handlers, or by declining them. */
export class ServerRequests {
  readonly #options: ServerRequestsOptions;
  readonly #asked = new AskedRequests();

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
    const asked = new AskedRequest(call, rule, this.#options.records);
    const known = this.#asked.get(call.id);
    if (known?.isSame(asked)) return this.#again(known);
    const { redactor, records } = this.#options;
    const answer = (): Promise<ServerCallAnswer | undefined> => this.#decide({ call, rule, asked });
    const runIn = asked.record?.handlerContext ?? records.context;
    return runIn(() => traceAnswer({ asked, rule, redactor, answer }));
  }

  /** Runs in the context of the call that led to the request, and so do the handlers. */
  async #decide({ call, rule, asked }: AskedCall): Promise<ServerCallAnswer | undefined> {
    const answerer = this.#toolFor(call, asked) ?? this.#handlerFor(call, rule, asked);
    if (!answerer && this.#isForOthers(asked)) return this.#leave(call.id, asked);
    if (!answerer) {
      this.#options.logger.info(`Declined ${call.method}: there is no handler for it.`);
      return rule.decline(whyNobody(call));
    }
    return this.#ask(answerer, { call, rule, asked });
  }

  /** Looks at a notification for what makes requests pointless. */
  observe(notification: wire.ServerNotification): void {
    if (notification.method === "serverRequest/resolved") {
      const { requestId } = notification.params;
      this.#asked.get(requestId)?.cancel(new Error("The request was resolved elsewhere."));
      this.#asked.delete(requestId);
    } else if (notification.method === "turn/completed") {
      const { threadId, turn } = notification.params;
      const ofThread = this.#asked.ofThread(threadId);
      const over = ofThread.filter(([, { turnId }]) => turnId === turn.id);
      this.#end(over, "The turn has ended.");
    } else if (notification.method === "thread/closed") {
      const { threadId } = notification.params;
      this.#end(this.#asked.ofThread(threadId), "The thread was closed.");
    }
  }

  /** The connection is lost and is being made again: open requests are asked again there. */
  suspend(): void {
    for (const [, asked] of this.#asked.all()) asked.isFromBefore = true;
  }

  /** The connection is gone. */
  close(): void {
    this.#end(this.#asked.all(), "The connection is closed.");
  }

  /** The answer over a connection that was lost, or that it comes to, is given once more. */
  #again(asked: AskedRequest): Promise<ServerCallAnswer> | ServerCallAnswer | undefined {
    if (!asked.isFromBefore) return asked.answer;
    asked.isFromBefore = false;
    return asked.answered;
  }

  #end(over: readonly (readonly [RpcId, AskedRequest])[], why: string): void {
    for (const [id, asked] of over) {
      asked.cancel(new Error(why));
      this.#asked.delete(id);
    }
  }

  async #ask(answerer: Answerer, { call, rule, asked }: AskedCall): Promise<ServerCallAnswer> {
    this.#asked.set(call.id, asked);
    asked.record?.asked(call.id, asked);
    try {
      const result = await this.#run(answerer, asked);
      assertUsable(result, { call, rule, checks: this.#options.checks });
      asked.answer = { result };
      asked.isAnswered = true;
      asked.isAccepted = isAcceptance(result);
    } catch (error) {
      asked.failure = error;
      asked.answer = rule.decline(this.#explain(error, answerer, asked));
      if (isWaitedFor(error, asked.signal)) asked.isAccepted = false;
    } finally {
      asked.record?.answered(call.id, asked);
      const isForgotten = (rule.isUnattended && !this.#options.isRemade) || asked.signal.aborted;
      if (isForgotten && this.#asked.get(call.id) === asked) this.#asked.delete(call.id);
    }
    asked.settle(asked.answer);
    return asked.answer;
  }

  /** Reports that nobody gave an answer, and returns why. */
  #explain(error: unknown, { tool }: Answerer, { method, signal }: AskedRequest): string {
    const { logger, mistakes, redactor } = this.#options;
    const why = cut(redactor.text(messageOf(error)));
    // A tool may fail: the model is told, and goes on.
    const code = tool === undefined ? mistakeOf(error, signal) : undefined;
    const text = tool === undefined ? `Declined ${method}: ${why}` : `The tool ${tool}: ${why}`;
    if (code) mistakes.warn({ code, about: method, text });
    else logger.warn(text);
    return why;
  }

  async #run({ handler, tool, ms }: Answerer, asked: AskedRequest): Promise<unknown> {
    const { id, signal, threadId, turnId, itemId, params, record } = asked;
    const late = (): void => asked.cancel(new LateHandler(ms, tool));
    const timer = ms === 0 ? undefined : startTimer(late, ms);
    const cwd = record?.settings.cwd ?? null;
    const context: HandlerContext = { id, signal, threadId, turnId, itemId, cwd };
    const run = async (): Promise<unknown> =>
      abortable(Promise.resolve(handler(params, context)), signal);
    try {
      // Not before what came ahead of the request has reached the readers that waited for it.
      await abortable(setImmediate(), signal);
      const isTool = asked.method === "item/tool/call";
      return await (isTool ? traceTool(asked, this.#options.redactor, run) : run());
    } finally {
      clearTimeout(timer);
    }
  }

  /** A tool of the thread has a time limit of its own. */
  #toolFor({ method, params }: ServerCall, { record }: AskedRequest): Answerer | undefined {
    if (method !== "item/tool/call" || typeof params !== "object" || !params) return undefined;
    const call = params as wire.DynamicToolCallParams;
    const tool = record?.tool(call);
    if (!tool) return undefined;
    const handler = tool.handler as AnyHandler;
    return { handler, tool: call.tool, ms: tool.timeoutMs };
  }

  #handlerFor(
    { params }: ServerCall,
    { handler: given, isUnattended }: ServerRequestRule,
    { threadId }: AskedRequest,
  ): Answerer | undefined {
    const name: keyof Handlers | undefined = typeof given === "function" ? given(params) : given;
    const handler = name && this.#options.records.handler(threadId, name);
    if (!handler) return undefined;
    const ms = this.#options.handlerMs ?? (isUnattended ? defaultHandlerMs : 0);
    return { handler: handler as AnyHandler, ms };
  }

  /** On a shared server, only who started a turn may decline for everybody. */
  #isForOthers({ threadId, turnId, record }: AskedRequest): boolean {
    if (!this.#options.isShared || threadId === null) return false;
    return turnId === null || !record?.turns.isOwn(turnId);
  }

  #leave(id: RpcId, { method, threadId, turnId, record }: AskedRequest): undefined {
    record?.requests.leftToOthers(id);
    this.#options.logger.warn(
      `Left ${method} of thread ${threadId}, turn ${turnId}, to the other clients: this one has no handler for it and did not start the turn. The turn waits until a client with a handler resumes the thread, which is asked again, or until it is interrupted.`,
    );
    return undefined;
  }
}

interface AskedCall {
  readonly call: ServerCall;
  readonly rule: ServerRequestRule;
  readonly asked: AskedRequest;
}

function ruleOf(method: string): ServerRequestRule | undefined {
  return Object.hasOwn(serverRequestTable, method)
    ? serverRequestTable[method as keyof wire.ServerRequests]
    : undefined;
}

/** Longer reasons are cut: the model may read them, and a message may be megabytes. */
const maxReasonLength = 10_000;

function cut(why: string): string {
  return why.length <= maxReasonLength ? why : `${why.slice(0, maxReasonLength - 1)}…`;
}

function whyNobody({ method, params }: ServerCall): string {
  if (method !== "item/tool/call") return "The client has no handler for this request.";
  const { tool } = (params ?? {}) as { tool?: unknown };
  return `There is no such tool as ${showValue(tool)}.`;
}
