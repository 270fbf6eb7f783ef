import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { answerSteps } from "./answer-steps.js";
import { describeAnswer } from "./describe-answer.js";
import { Mailbox } from "./mailbox.js";
import { type AnswerPart, httpError } from "./model-answer.js";
import { type ModelRequest, modelRequest } from "./model-request.js";
import { unofferedCall } from "./unoffered-call.js";
import { writeAnswer } from "./write-answer.js";

/**
 * Answers requests for which no answer is queued. Returning `undefined` makes the request an
 * unexpected one.
 */
export type AnswerScript = (request: ModelRequest) => ScriptResult | Promise<ScriptResult>;

/** One answer, or undefined for none. */
export type ScriptResult = AnswerPart | readonly AnswerPart[] | undefined;

/** A request for which no answer was scripted, or one that can't be given. */
export interface UnexpectedRequest {
  /** The request. */
  readonly request: ModelRequest;
  /** Why it got no answer. */
  readonly reason: string;
}

/** Options of `MockResponsesServer.start()`. */
export interface MockResponsesServerOptions {
  /** Writes every event in pieces of this many bytes. Default: each event at once. */
  chunkBytes?: number | undefined;
}

/**
 * A stand-in for the OpenAI Responses API on 127.0.0.1, which the real Codex accepts as its model.
 * It only gives scripted answers: any other request gets an HTTP 400, which Codex shows and does
 * not retry, and is added to `unexpectedRequests`. So does one whose scripted answer calls a tool
 * that the request did not offer.
 *
 * @example
 * ```ts
 * model.respond(functionCall("exec_command", { cmd: "echo hello" }, { callId: "call" }));
 * model.respond(message("It said hello."));
 *
 * const thread = await codex.threadStart({ approvalPolicy: "untrusted" });
 * const { finalResponse } = await thread.run("Run it");
 * ```
 */
export class MockResponsesServer implements AsyncDisposable {
  /** The `base_url` for a model provider in `config.toml`. */
  readonly baseUrl: string;
  /** All requests so far, in order of arrival. */
  readonly requests: ModelRequest[] = [];
  /** Requests that got no scripted answer; `assertDone()` throws when there are any. */
  readonly unexpectedRequests: UnexpectedRequest[] = [];
  readonly #http: Server;
  readonly #chunkBytes: number | undefined;
  readonly #queue: (readonly AnswerPart[])[] = [];
  readonly #arrivals = new Mailbox<ModelRequest>();
  #script: AnswerScript = () => undefined;

  private constructor(http: Server, options: MockResponsesServerOptions) {
    this.#http = http;
    this.#chunkBytes = options.chunkBytes;
    this.baseUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`;
    http.on("request", (request, response) => void this.#serve(request, response));
  }

  /** Starts a server on a free port of 127.0.0.1. */
  static async start(options: MockResponsesServerOptions = {}): Promise<MockResponsesServer> {
    const http = createServer();
    await new Promise<void>((resolve, reject) => {
      http.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    return new MockResponsesServer(http, options);
  }

  /** How many queued answers have not been used yet. */
  get queuedAnswers(): number {
    return this.#queue.length;
  }

  /**
   * Queues one answer that consists of these parts. Requests take the queued answers in order.
   * Throws for parts that can't form an answer.
   */
  respond(...parts: readonly AnswerPart[]): this {
    // Checked here, because an impossible answer is a mistake of the caller.
    answerSteps(parts, "check");
    this.#queue.push(parts);
    return this;
  }

  /** Sets the script for requests for which no answer is queued. Replaces the earlier one. */
  respondWith(script: AnswerScript): this {
    this.#script = script;
    return this;
  }

  /**
   * Resolves with the first request that no earlier call returned, even if it came before this
   * call. Rejects with the signal's reason, or when the server closes.
   */
  nextRequest(options: { signal?: AbortSignal | undefined } = {}): Promise<ModelRequest> {
    return this.#arrivals.take(undefined, options);
  }

  /**
   * Throws unless the script and the requests fitted so far: every queued answer was used, and no
   * request was unexpected. The message names each that was not. Call it at the end of a test.
   */
  assertDone(): void {
    const problems = [
      ...this.unexpectedRequests.map(({ request, reason }) => `${nameOf(request)}: ${reason}`),
      ...this.#queue.map((parts) => `the queued answer ${describeAnswer(parts)} was not asked for`),
    ];
    if (problems.length === 0) return;
    throw new Error(`The model was not used as scripted:\n${problems.map(listed).join("\n")}`);
  }

  /** Ends all connections and stops listening. May be called again. */
  async close(): Promise<void> {
    this.#arrivals.close(new Error("The stand-in model was closed; no further request will come."));
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    this.#http.closeAllConnections();
    await closed;
  }

  /** Same as `close()`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on("error", () => {}); // the client left, which `ended` reports
    const ended = answerEnd(response);
    const bodyText = await text(incoming).catch(() => undefined);
    if (bodyText === undefined) return; // the client left before its request was complete
    const { method = "", url: path = "", headers } = incoming;
    const index = this.requests.length;
    const request = modelRequest({ index, method, path, headers, bodyText, ended });
    this.requests.push(request);
    this.#arrivals.put(request);
    const steps = answerSteps(await this.#answerTo(request), `resp_${request.index}`);
    try {
      await writeAnswer(response, steps, { chunkBytes: this.#chunkBytes });
    } catch (error) {
      this.unexpectedRequests.push({ request, reason: `its answer can't be written: ${error}` });
      response.destroy();
    }
  }

  async #answerTo(request: ModelRequest): Promise<readonly AnswerPart[]> {
    const target = `${request.method} ${request.path}`;
    if (target !== "POST /v1/responses") return this.#refuse(request, `${target} is not scripted`);
    const parts = this.#queue.shift() ?? (await this.#scriptedFor(request));
    if (typeof parts === "string") return this.#refuse(request, parts);
    const unoffered = unofferedCall(parts, request.tools);
    return unoffered ? this.#refuse(request, unoffered) : parts;
  }

  /** What the script answers, or why there is no answer. */
  async #scriptedFor(request: ModelRequest): Promise<readonly AnswerPart[] | string> {
    try {
      const scripted = await this.#script(request);
      if (scripted === undefined) return notScripted;
      const parts = "kind" in scripted ? [scripted] : scripted;
      answerSteps(parts, "check");
      return parts;
    } catch (error) {
      return `its script failed: ${error}`;
    }
  }

  #refuse(request: ModelRequest, reason: string): AnswerPart[] {
    this.unexpectedRequests.push({ request, reason });
    const message = `Unexpected ${nameOf(request)}: ${reason}.`;
    return [httpError(400, { code: "unexpected_request", message })];
  }
}

const notScripted = "no answer was queued for it; script one with respond() or respondWith()";

function nameOf({ index, userText }: ModelRequest): string {
  return `model request ${index} (user text ${JSON.stringify(userText?.slice(0, 80))})`;
}

function listed(line: string): string {
  return `- ${line}`;
}

function answerEnd(response: ServerResponse): ModelRequest["ended"] {
  return new Promise((resolve) => {
    response.once("close", () => resolve(response.writableFinished ? "answered" : "aborted"));
  });
}
