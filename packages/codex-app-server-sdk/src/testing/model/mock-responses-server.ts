import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { answerSteps } from "./answer-steps.js";
import { Mailbox } from "./mailbox.js";
import { type AnswerPart, httpError } from "./model-answer.js";
import { type ModelRequest, modelRequest } from "./model-request.js";
import { writeAnswer } from "./write-answer.js";

/** Answers a request for which nothing is queued; `undefined` leaves it unexpected. */
export type AnswerScript = (request: ModelRequest) => ScriptResult | Promise<ScriptResult>;

/** One answer; undefined for none. */
export type ScriptResult = AnswerPart | readonly AnswerPart[] | undefined;

/** A request that no answer was scripted for, and why it got none. */
export interface UnexpectedRequest {
  /** The request, as it came. */
  readonly request: ModelRequest;
  /** Why nothing answered it. */
  readonly reason: string;
}

/** Options of `MockResponsesServer.start()`. */
export interface MockResponsesServerOptions {
  /** Writes every event in pieces of so many bytes. Default: each event at once. */
  chunkBytes?: number;
}

/**
 * A stand-in for the OpenAI Responses API on 127.0.0.1 that the real Codex accepts as its model.
 * Nothing is answered that was not scripted: such a request gets an HTTP 400, which Codex does not
 * retry and shows, and is listed in `unexpectedRequests`.
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
  /** What `base_url` of a model provider must be. */
  readonly baseUrl: string;
  /** All model requests so far, in order of arrival. */
  readonly requests: ModelRequest[] = [];
  /** Requests without an answer. A test does well to expect this to be empty. */
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

  /** Starts a server on a free loopback port. */
  static async start(options: MockResponsesServerOptions = {}): Promise<MockResponsesServer> {
    const http = createServer();
    await new Promise<void>((resolve, reject) => {
      http.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    return new MockResponsesServer(http, options);
  }

  /** How many queued answers no request has taken yet. */
  get queuedAnswers(): number {
    return this.#queue.length;
  }

  /** Queues one answer made of these parts. One call is one answer; requests take them in order. */
  respond(...parts: readonly AnswerPart[]): this {
    // An answer that can't be played is the author's error, so it throws here.
    answerSteps(parts, "check");
    this.#queue.push(parts);
    return this;
  }

  /** Sets the script for requests that find no queued answer. Replaces an earlier one. */
  respondWith(script: AnswerScript): this {
    this.#script = script;
    return this;
  }

  /**
   * The next request that no earlier call returned, also one that came before this call. Rejects
   * with the signal's reason, or when the server closes.
   */
  nextRequest(options: { signal?: AbortSignal } = {}): Promise<ModelRequest> {
    return this.#arrivals.take(undefined, options);
  }

  /** Ends every connection at once and stops listening. May be called again. */
  async close(): Promise<void> {
    this.#arrivals.close(new Error("The stand-in model was closed; no further request will come."));
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    this.#http.closeAllConnections();
    await closed;
  }

  /** The same as `close()`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on("error", () => {}); // The client left; `ended` says so.
    const ended = answerEnd(response);
    const bodyText = await text(incoming).catch(() => undefined);
    if (bodyText === undefined) return; // The client left before its request was whole.
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
    const queued = this.#queue.shift();
    if (queued) return queued;
    try {
      const scripted = await this.#script(request);
      if (scripted === undefined) return this.#refuse(request, "no answer was queued for it");
      const parts = "kind" in scripted ? [scripted] : scripted;
      answerSteps(parts, "check");
      return parts;
    } catch (error) {
      return this.#refuse(request, `its script failed: ${error}`);
    }
  }

  #refuse(request: ModelRequest, reason: string): AnswerPart[] {
    this.unexpectedRequests.push({ request, reason });
    const about = `user text ${JSON.stringify(request.userText?.slice(0, 80))}`;
    const message = `Unexpected model request ${request.index} (${about}): ${reason}. Script it with respond() or respondWith().`;
    return [httpError(400, { code: "unexpected_request", message })];
  }
}

function answerEnd(response: ServerResponse): ModelRequest["ended"] {
  return new Promise((resolve) => {
    response.once("close", () => resolve(response.writableFinished ? "answered" : "aborted"));
  });
}
