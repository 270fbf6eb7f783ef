import { TransportClosedError } from "../errors.js";
import type { Transport, TransportEnd } from "../transport/transport.js";
import {
  classify,
  encode,
  type RpcErrorBody,
  type RpcId,
  type RpcNotification,
} from "./messages.js";
import { type Answer, createPendingRequest, type PendingRequest } from "./pending-request.js";
import { createRequestWindow, type Release } from "./request-window.js";

export interface ConnectionOptions {
  /** Most requests that wait for an answer at once; 0 = no limit. */
  maxInFlight: number;
  /** Called for each notification, from the read loop. `size` is the length of its text. */
  notification(message: RpcNotification, size: number): void;
  /**
   * Called for each request of the server, from the read loop. What it resolves to is sent, so
   * it must never reject, and must resolve to what JSON can hold.
   */
  request(call: ServerCall): Promise<ServerCallAnswer>;
  /** A message that is no JSON-RPC or matches nothing. It is left out; nothing else happens. */
  skipped(reason: string, text: string): void;
  /** The connection has ended; everything pending is already rejected with `reason`. */
  ended(reason: TransportClosedError): void;
  /** Sees every message as it was received or is about to be sent. */
  trace?: ((direction: "send" | "recv", message: unknown) => void) | undefined;
}

/** A request of the server. Its id is from the server's own number space. */
export interface ServerCall {
  id: RpcId;
  method: string;
  params: unknown;
}

export type ServerCallAnswer = { result: unknown } | { error: RpcErrorBody };

export interface RequestOptions {
  /** Aborting rejects the request with the signal's reason; the server still carries it out. */
  signal?: AbortSignal | undefined;
  /** Aborting rejects the request while it waits to be sent, and means nothing afterwards. */
  queueSignal?: AbortSignal | undefined;
  /** Time for the answer, counted from the write, in milliseconds; 0 = none. */
  timeoutMs: number;
  /**
   * `window`: holds a place in the window until answered. `open`: holds one only to be sent,
   * because it stays open by design. `now`: never waits.
   */
  lane: "window" | "open" | "now";
  /** Called with the result from the read loop, before anything that follows it is read. */
  onResult?: ((result: unknown) => void) | undefined;
}

/** JSON-RPC over a transport: ids, pending requests, the request window, answers to the server. */
export class Connection {
  readonly #transport: Transport;
  readonly #options: ConnectionOptions;
  readonly #window;
  readonly #pending = new Map<RpcId, PendingRequest>();
  #nextId = 1;
  #closed: TransportClosedError | undefined;
  #transportEnd: TransportEnd | undefined;

  constructor(transport: Transport, options: ConnectionOptions) {
    this.#transport = transport;
    this.#options = options;
    this.#window = createRequestWindow(options.maxInFlight);
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
    return this.#transportEnd?.stderrTail ?? "";
  }

  /** Opens the transport. Rejects with what the transport rejects with. */
  open(): Promise<void> {
    return this.#transport.open({
      message: (text) => this.#receive(text),
      end: (end) => {
        this.#transportEnd = end;
        this.#end(endedBy(end));
      },
    });
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
    if (options.lane === "open") release();
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
    await this.#transport.close();
  }

  #send(
    message: { id: number; method: string },
    text: string,
    options: RequestOptions,
    release: Release,
  ): Promise<unknown> {
    const { id, method } = message;
    const write = (): void => this.#write(message, text);
    const pending = createPendingRequest({
      ...options,
      method,
      resend: write,
      done: () => {
        this.#pending.delete(id);
        release();
      },
    });
    this.#pending.set(id, pending);
    // Looked at after registering: a connection that ends in between would never reject it.
    if (this.#closed) pending.fail(this.#closed);
    else write();
    return pending.promise;
  }

  #receive(text: string): void {
    if (this.#closed) return;
    const message = parse(text);
    this.#options.trace?.("recv", message ?? text);
    const incoming = classify(message);
    switch (incoming.kind) {
      case "notification":
        this.#options.notification(incoming.message, text.length);
        break;
      case "request":
        void this.#serve(incoming);
        break;
      case "invalid":
        this.#options.skipped(incoming.reason, text);
        break;
      default:
        this.#settle(incoming.id, incoming, text);
    }
  }

  #settle(id: RpcId, answer: Answer, text: string): void {
    const pending = this.#pending.get(id);
    if (pending) pending.answer(answer);
    else this.#options.skipped("an answer to no pending request (late or sent twice)", text);
  }

  async #serve(call: ServerCall): Promise<void> {
    const answer = await this.#options.request(call);
    const message = { id: call.id, ...answer };
    this.#write(message, encode(message));
  }

  #write(message: object, text: string): void {
    if (this.#closed) return;
    this.#options.trace?.("send", message);
    this.#transport.send(text);
  }

  #end(reason: TransportClosedError): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#window.close(reason);
    for (const pending of [...this.#pending.values()]) pending.fail(reason);
    this.#options.ended(reason);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // classified as invalid and reported with its text
  }
}

function endedBy(end: TransportEnd): TransportClosedError {
  const how =
    end.signal !== null
      ? `was ended by ${end.signal}`
      : end.exitCode !== null
        ? `exited with code ${end.exitCode}`
        : "closed the connection";
  const why = end.error ? ` (${end.error.message})` : "";
  return new TransportClosedError(`The app-server ${how}${why}.`, { ...end, cause: end.error });
}
