import { withResolvers } from "../async/with-resolvers.js";
import { ProtocolError, TransportClosedError } from "../errors/index.js";
import type { Transport } from "../transport/transport.js";
import type {
  ConnectionOptions,
  RequestOptions,
  ServerCall,
  ServerCallAnswer,
} from "./connection-options.js";
import { classify, encode, type RpcId, type RpcNotification } from "./messages.js";
import { type Answer, PendingRequest } from "./pending-request.js";
import { type Release, RequestWindow } from "./request-window.js";
import { closedErrorFrom, closeTransport } from "./transport-end.js";

/** A request without a deadline that is still unanswered then was lost, or is open by design. */
const maxHoldMs = 60_000;

/** JSON-RPC over a transport: ids, pending requests, the request window, answers to the server. */
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
    this.#whenEnded.promise.catch(() => {}); // listened to only while it opens
  }

  get pid(): number | undefined {
    return this.#transport.pid;
  }

  /** Why the connection has ended, once it has. */
  get closed(): TransportClosedError | undefined {
    return this.#closed;
  }

  /** The last lines of the server's stderr, once its process has ended. */
  get stderrTail(): string {
    return this.#stderrTail;
  }

  /** Opens the transport. Rejects with what the transport rejects with, or when it is closed. */
  open(): Promise<void> {
    const opening = this.#transport.open({
      message: (text) => this.#receive(text),
      end: (end) => {
        const reason = closedErrorFrom(end, this.#options.redactor);
        this.#stderrTail = reason.stderrTail;
        this.#end(reason);
      },
    });
    // One that takes its time may open after close().
    opening.then(() => this.#closed && this.close()).catch(() => {});
    return Promise.race([opening, this.#whenEnded.promise]);
  }

  /**
   * Sends a request and resolves with its result. Rejects with a `JsonRpcError`,
   * `RequestTimeoutError`, `TransportClosedError` or the signal's reason.
   */
  async request(method: string, params: unknown, options: RequestOptions): Promise<unknown> {
    const queueSignal = options.queueSignal ?? options.signal;
    queueSignal?.throwIfAborted();
    const message = { id: this.#nextId++, method, ...(params !== undefined && { params }) };
    // Before anything is registered: params that JSON can't hold are the caller's own error.
    const text = encode(message);
    const send = (release: Release): Promise<unknown> =>
      this.#send(message, text, options, release);
    if (options.lane === "now") return send(() => {});

    const release = await this.#window.enter(queueSignal);
    if (queueSignal?.aborted) {
      release();
      throw queueSignal.reason;
    }
    const answer = send(release);
    if (options.lane === "long") release();
    return answer;
  }

  /** Sends a notification. It is lost if the connection has ended. */
  notify(method: string, params?: unknown): void {
    const message = params === undefined ? { method } : { method, params };
    this.#write(message, encode(message));
  }

  /** Rejects everything pending at once, lets what was written leave, then closes the transport. */
  async close(): Promise<void> {
    this.#end(new TransportClosedError("The connection was closed by close()."));
    await closeTransport(this.#transport, this.#options.closeMs);
  }

  #send(
    message: { id: number; method: string },
    text: string,
    options: RequestOptions,
    release: Release,
  ): Promise<unknown> {
    const { id, method } = message;
    const write = (): void => this.#write(message, text);
    const holdTimer = options.timeoutMs > 0 ? undefined : setTimeout(release, maxHoldMs).unref();
    const pending = new PendingRequest({
      ...options,
      method,
      resend: write,
      done: () => {
        clearTimeout(holdTimer);
        this.#pending.delete(id);
        release();
      },
    });
    this.#pending.set(id, pending);
    // Looked at after registering: a connection that ends in between would never reject it.
    if (this.#closed) {
      pending.fail(this.#closed);
    } else {
      write();
    }
    return pending.promise;
  }

  #receive(text: string): void {
    if (this.#closed) return;
    const message = parse(text);
    this.#options.trace?.("recv", message ?? text);
    const incoming = classify(message);
    switch (incoming.kind) {
      case "notification":
        this.#notify(incoming.message, text);
        break;
      case "request":
        void this.#serve(incoming);
        break;
      case "invalid":
        this.#skip(incoming);
        break;
      default:
        this.#settle(incoming.id, incoming);
    }
  }

  /** Whatever a listener does with a message, the next one must still be read. */
  #notify(message: RpcNotification, text: string): void {
    try {
      this.#options.notification(message, Buffer.byteLength(text));
    } catch (error) {
      this.#options.skipped(`${message.method} could not be handled (${String(error)})`);
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

  #settle(id: RpcId, answer: Answer): void {
    const pending = this.#pending.get(id);
    if (pending) {
      pending.answer(answer.kind === "error" ? this.#redacted(answer) : answer);
    } else {
      this.#options.skipped("an answer to no pending request (late or sent twice)");
    }
  }

  #redacted({ kind, error }: Answer & { kind: "error" }): Answer {
    const { redactor } = this.#options;
    const message = redactor.text(error.message);
    return { kind, error: { ...error, message, data: redactor.value(error.data) } };
  }

  async #serve(call: ServerCall): Promise<void> {
    const message = { id: call.id, ...(await this.#answerTo(call)) };
    this.#write(message, encode(message));
  }

  /** An unanswered request would hold the server's turn for ever. */
  async #answerTo(call: ServerCall): Promise<ServerCallAnswer> {
    try {
      const answer = await this.#options.request(call);
      encode(answer);
      return answer;
    } catch (error) {
      this.#options.skipped(`${call.method} could not be answered (${String(error)})`);
      return { error: { code: -32603, message: `The client could not answer ${call.method}.` } };
    }
  }

  #write(message: object, text: string): void {
    if (this.#closed) return;
    this.#options.trace?.("send", message);
    try {
      this.#transport.send(text);
    } catch (cause) {
      const why = this.#options.redactor.text(String(cause));
      this.#end(new TransportClosedError(`A message could not be sent: ${why}`, { cause }));
      void this.close();
    }
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // classified as invalid
  }
}
