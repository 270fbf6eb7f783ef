import { callSafely } from "../async/call-safely.js";
import { startTimer } from "../async/start-timer.js";
import { throwIfAborted } from "../async/throw-if-aborted.js";
import { unref } from "../async/unref.js";
import { withResolvers } from "../async/with-resolvers.js";
import { describeError } from "../errors/error-text.js";
import { ProtocolError, TransportClosedError } from "../errors/index.js";
import type { Transport } from "../transport/transport.js";
import type { ConnectionOptions, RequestOptions, ServerCall } from "./connection-options.js";
import { classify, encode, type Incoming, type RpcId } from "./messages.js";
import { type Answer, PendingRequest } from "./pending-request.js";
import { refuseTooLong } from "./refuse-too-long.js";
import { type Release, RequestWindow } from "./request-window.js";
import { rpcErrorFrom } from "./rpc-error.js";
import { closedErrorFrom, closeTransport } from "./transport-end.js";

/**
 * After this time a request without a deadline no longer counts against `maxInFlight`: either it
 * was lost, or it stays unanswered by design.
 */
const maxHoldMs = 60_000;

/**
 * JSON-RPC over a transport: numbers requests, matches answers to them, limits how many are
 * pending, and answers the server's own requests.
 */
export class Connection {
  readonly #transport: Transport;
  readonly #options: ConnectionOptions;
  readonly #window: RequestWindow;
  readonly #pending = new Map<RpcId, PendingRequest>();
  readonly #whenEnded = withResolvers<never>();
  #nextId = 1;
  #closed: TransportClosedError | undefined;
  #stderrTail = "";

  constructor(transport: Transport, options: ConnectionOptions) {
    this.#transport = transport;
    this.#options = options;
    this.#window = new RequestWindow(options.maxInFlight);
    // Avoids an unhandled rejection: only `open()` awaits this promise.
    this.#whenEnded.promise.catch(() => {});
  }

  get pid(): number | undefined {
    return this.#transport.pid;
  }

  /** Why the connection has ended; undefined while it has not. */
  get closed(): TransportClosedError | undefined {
    return this.#closed;
  }

  /** The last lines of the server's stderr; empty until its process has ended. */
  get stderrTail(): string {
    return this.#stderrTail;
  }

  /**
   * Opens the transport. Rejects with the transport's error, or with a `TransportClosedError` when
   * the connection ends first.
   */
  open(): Promise<void> {
    const opening = this.#openTransport();
    // One that takes its time may open after close().
    opening.then(() => this.#closed && this.close()).catch(() => {});
    return Promise.race([opening, this.#whenEnded.promise]);
  }

  /** Asynchronous, so that a transport which throws at once rejects like a slow one. */
  async #openTransport(): Promise<void> {
    await this.#transport.open({
      message: (text) => this.#receive(text),
      end: (end) => {
        const reason = closedErrorFrom(end, this.#options.redactor);
        this.#stderrTail = reason.stderrTail;
        this.#end(reason);
      },
    });
  }

  /**
   * Sends a request and resolves with its result. Rejects with a `JsonRpcError`,
   * `RequestTimeoutError`, `TransportClosedError` or the signal's reason.
   */
  async request(method: string, params: unknown, options: RequestOptions): Promise<unknown> {
    const queueSignal = options.queueSignal ?? options.signal;
    throwIfAborted(queueSignal);
    const id = this.#nextId++;
    const message = messageOf(id, method, params, options.trace);
    // Encoded before anything is registered: params that are not JSON are the caller's mistake.
    const text = encode(message);
    refuseTooLong(text, method, this.#transport.maxSendBytes);
    options.onSize?.("request", Buffer.byteLength(text));
    const send = (release: Release): Promise<unknown> =>
      this.#send(message, text, options, release);
    if (options.lane === "now") return send(() => {});

    const release = await this.#window.enter(queueSignal);
    if (queueSignal?.aborted) release();
    throwIfAborted(queueSignal);
    const answer = send(release);
    if (options.lane === "long") release();
    return answer;
  }

  /** Sends a notification. Does nothing once the connection has ended. */
  notify(method: string, params?: unknown): void {
    this.#write(encode(params === undefined ? { method } : { method, params }));
  }

  /**
   * Rejects everything pending at once, then closes the transport, which sends what was written
   * first.
   */
  async close(): Promise<void> {
    this.#end(new TransportClosedError("The connection was closed by close()."));
    await closeTransport(this.#transport, this.#options.closeMs);
  }

  #send(
    message: RequestMessage,
    text: string,
    options: RequestOptions,
    release: Release,
  ): Promise<unknown> {
    const { id, method, params } = message;
    const { signal, timeoutMs, onResult, onLate, onSize } = options;
    const { redactor } = this.#options;
    const write = (): void => this.#write(text);
    const holdTimer = timeoutMs > 0 ? undefined : unref(startTimer(release, maxHoldMs));
    const pending = new PendingRequest({
      method,
      timeoutMs,
      signal,
      onSize: onSize && ((bytes): void => onSize("response", bytes)),
      onResult,
      onLate,
      errorFrom: (refusal) => rpcErrorFrom(refusal, { method, params, redactor }),
      resend: write,
      onLeft: () => options.onLeft?.(id),
      released: () => {
        clearTimeout(holdTimer);
        release();
      },
      done: () => this.#pending.delete(id),
    });
    this.#pending.set(id, pending);
    // Checked after registering, so that a connection that ends in between rejects this request
    // too.
    if (this.#closed) {
      pending.fail(this.#closed);
    } else {
      write();
      options.onSent?.();
    }
    return pending.promise;
  }

  /** Whatever a message leads to, the next one must still be read. */
  #receive(text: string): void {
    if (this.#closed) return;
    try {
      const message = parse(text);
      this.#options.trace?.("recv", message ?? text);
      this.#dispatch(classify(message), text);
    } catch (error) {
      this.#options.skipped(`it could not be handled (${describeError(error)})`);
    }
  }

  #dispatch(incoming: Incoming, text: string): void {
    switch (incoming.kind) {
      case "notification":
        this.#options.notification(incoming.message, Buffer.byteLength(text));
        break;
      case "request":
        void this.#serve(incoming);
        break;
      case "invalid":
        this.#skip(incoming);
        break;
      default:
        this.#settle(incoming.id, incoming, text);
    }
  }

  /** Nobody waits for a deadline where the server has answered something unreadable. */
  #skip({ id, reason }: { id?: RpcId; reason: string }): void {
    const pending = id === undefined ? undefined : this.#pending.get(id);
    if (pending) {
      pending.fail(new ProtocolError(`The server sent ${reason}.`));
    } else {
      this.#options.skipped(reason);
    }
  }

  #settle(id: RpcId, answer: Answer, text: string): void {
    const pending = this.#pending.get(id);
    if (pending) {
      pending.measure(text);
      this.#settleSafely(pending, answer);
    } else {
      this.#options.skipped("an answer to no pending request (late or sent twice)");
    }
  }

  /** An answer of which nothing can be made ends its request. */
  #settleSafely(pending: PendingRequest, answer: Answer): void {
    try {
      pending.answer(answer);
    } catch (cause) {
      const { redactor } = this.#options;
      const why = redactor.text(describeError(cause));
      const error = redactor.error(cause);
      pending.fail(new ProtocolError(`The answer is unusable: ${why}`, { cause: error }));
      throw cause;
    }
  }

  async #serve(call: ServerCall): Promise<void> {
    const answer = await this.#answerTo(call);
    if (answer !== undefined) this.#write(answer);
  }

  /** The text of the answer. An unanswered request would hold the server's turn for ever. */
  async #answerTo(call: ServerCall): Promise<string | undefined> {
    const { id, method } = call;
    try {
      const answer = await this.#options.request(call);
      const text = answer && encode({ id, ...answer });
      if (text !== undefined) refuseTooLong(text, method, this.#transport.maxSendBytes);
      return text;
    } catch (error) {
      this.#options.skipped(`${method} could not be answered (${describeError(error)})`);
      const message = `The client could not answer ${method}.`;
      return encode({ id, error: { code: -32603, message } });
    }
  }

  #write(text: string): void {
    if (this.#closed) return;
    // What is sent, and not what it was made from: that may change or differ from it.
    this.#options.trace?.("send", JSON.parse(text));
    callSafely(
      () => this.#transport.send(text),
      (cause) => this.#notSent(cause),
    );
  }

  #notSent(cause: unknown): void {
    const { redactor } = this.#options;
    const why = redactor.text(describeError(cause));
    const error = redactor.error(cause);
    this.#end(new TransportClosedError(`A message could not be sent: ${why}`, { cause: error }));
    void this.close();
  }

  #end(reason: TransportClosedError): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#window.close(reason);
    for (const pending of [...this.#pending.values()]) pending.fail(reason);
    this.#whenEnded.reject(reason);
    this.#options.ended(reason);
  }
}

interface RequestMessage {
  id: number;
  method: string;
  params?: unknown;
  trace?: object;
}

/** Params and trace are left out where there are none. */
function messageOf(
  id: number,
  method: string,
  params: unknown,
  trace: object | undefined,
): RequestMessage {
  const message: RequestMessage = params === undefined ? { id, method } : { id, method, params };
  if (trace) message.trace = trace;
  return message;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // classified as invalid
  }
}
