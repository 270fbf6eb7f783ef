import type * as wire from "codex-app-server-sdk/protocol";
import type { Transport, TransportEnd, TransportEvents } from "../../transport/transport.js";
import { Mailbox } from "../model/mailbox.js";
import type {
  ClientAnswer,
  JsonRpcMessage,
  ParamsArgs,
  ParamsOf,
  ResultOf,
  ScriptedAnswer,
  ScriptedCall,
  ScriptedHandler,
  SentMessage,
} from "./scripted-call.js";
import { TraceReplay } from "./trace-replay.js";
import { initializeResponse } from "./wire-fixtures.js";

/** Options of `new ScriptedTransport()`. */
export interface ScriptedTransportOptions {
  /**
   * Runs when the client opens the transport. Throw to make that fail; await a gate to delay it.
   */
  open?: (() => void | Promise<void>) | undefined;
}

/** One of these methods, which editors suggest, or any other string. */
export type AnyOf<Method> = Method | (string & {});

interface PromiseWithReject<T> {
  resolve(value: T): void;
  reject(reason: unknown): void;
}

type Session =
  | { kind: "idle" }
  | { kind: "open"; events: TransportEvents; ended: AbortController }
  | { kind: "ended" };

/**
 * A transport without a server, for tests: requests get scripted answers, everything that the
 * client sends is recorded, and the test decides what else the server sends. `initialize` is
 * answered already; a request without a script gets error -32601. After its end it may be opened
 * again, like a server that was restarted.
 *
 * @example
 * ```ts
 * const server = new ScriptedTransport();
 * scriptTurns(server, [
 *   [{ item: items.commandExecution("npm test", { exitCode: 1 }) }, "One test ", "fails."],
 *   [{ fail: "The model is gone." }],
 * ]);
 * const codex = new Codex({ transport: server });
 * ```
 */
export class ScriptedTransport implements Transport {
  /** Always undefined, because there is no process. */
  readonly pid = undefined;
  /** Every message that the client sent, parsed and in order, over all connections. */
  readonly sent: JsonRpcMessage[] = [];
  readonly #beforeOpen: () => void | Promise<void>;
  readonly #handlers = new Map<string, ScriptedHandler<never>>();
  readonly #pending = new Map<string | number, PromiseWithReject<ClientAnswer>>();
  readonly #unread = new Mailbox<JsonRpcMessage>();
  #session: Session = { kind: "idle" };
  readonly #replay: { trace?: TraceReplay } = {};
  #nextRequestId = 0;

  constructor(options: ScriptedTransportOptions = {}) {
    this.#beforeOpen = options.open ?? (() => {});
    this.answer("initialize", initializeResponse);
  }

  /**
   * Replays a trace of one JSON object `{ direction: "send" | "recv", message }` per line. Each
   * message of the server is delivered as soon as the client has sent all messages before it; their
   * methods must match, their ids may differ. A request that the rest of the trace does not contain
   * goes to the scripts of `answer`. Throws for a line of another form.
   */
  static replay(jsonLines: string): ScriptedTransport {
    const transport = new ScriptedTransport();
    transport.#replay.trace = new TraceReplay(jsonLines);
    return transport;
  }

  /**
   * Sets the answer to requests of `method` from now on. Like `notify` and `request` it takes only
   * what the protocol allows; write `answer<string>(…)` to script a server that breaks it.
   */
  answer<Method extends AnyOf<keyof wire.ClientRequests>>(
    method: Method,
    answer: ScriptedAnswer<ParamsOf<Method>, ResultOf<Method>>,
  ): this {
    const isHandler = typeof answer === "function";
    this.#handlers.set(
      method,
      isHandler ? (answer as ScriptedHandler<never>) : (_, call) => call.result(answer),
    );
    return this;
  }

  /**
   * Resolves with the first message of this method that the client sent and that no earlier call
   * returned. Rejects with the signal's reason, or when the connection ends first.
   */
  async nextSent<Method extends AnyOf<keyof wire.ClientRequests>>(
    method: Method,
    options: { signal?: AbortSignal | undefined } = {},
  ): Promise<SentMessage<Method>> {
    const isNext = (message: JsonRpcMessage): boolean => message.method === method;
    return (await this.#unread.take(isNext, options)) as SentMessage<Method>;
  }

  /** Sends a notification to the client. Throws when the transport is not open. */
  notify<Method extends AnyOf<keyof wire.ServerNotifications>>(
    method: Method,
    ...[params]: ParamsArgs<ParamsOf<Method>>
  ): void {
    this.deliver(JSON.stringify({ method, params: params ?? {}, emittedAtMs: Date.now() }));
  }

  /**
   * Sends a request to the client and resolves with its answer, even if that is an error. Ids count
   * from 0, like those of the real server. Rejects when the connection ends first or the transport
   * is not open.
   */
  async request<Method extends AnyOf<keyof wire.ServerRequests>>(
    method: Method,
    ...[params]: ParamsArgs<ParamsOf<Method>>
  ): Promise<ClientAnswer<ResultOf<Method>>> {
    const id = this.#nextRequestId++;
    const answer = new Promise<ClientAnswer>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
    this.deliver(JSON.stringify({ method, id, params: params ?? {} }));
    return answer as Promise<ClientAnswer<ResultOf<Method>>>;
  }

  /**
   * Delivers these texts to the client unchanged, in one tick. Throws when the transport is not
   * open.
   */
  deliver(...texts: readonly string[]): void {
    for (const text of texts) {
      if (this.#session.kind !== "open") {
        throw new Error(`The scripted transport is ${this.#session.kind}; can't deliver ${text}`);
      }
      this.#session.events.message(text);
    }
  }

  /** Ends the connection as if the server had exited, by default with exit code 0. */
  end(end: Partial<TransportEnd> = {}): void {
    if (this.#session.kind !== "open") return;
    const { events, ended } = this.#session;
    this.#session = { kind: "ended" };
    const reason = new Error("The scripted transport ended.");
    ended.abort(reason);
    this.#unread.rejectWaiters(reason);
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
    events.end({ exitCode: 0, signal: null, stderrTail: "", ...end });
  }

  /** Called by the client. */
  async open(events: TransportEvents): Promise<void> {
    await this.#beforeOpen();
    this.#session = { kind: "open", events, ended: new AbortController() };
    if (this.#replay.trace) this.#deliverLater(this.#replay.trace.start());
  }

  /** Called by the client for each message that it sends. */
  send(text: string): void {
    const message = JSON.parse(text) as JsonRpcMessage;
    this.sent.push(message);
    if (this.#session.kind !== "open") return;
    this.#unread.put(message);
    const replayed = this.#replay.trace?.take(message);
    if (replayed) {
      this.#deliverLater(replayed);
    } else if (message.method === undefined) {
      this.#settle(message);
    } else if (message.id !== undefined) {
      void this.#run(message.method, message.id, message.params);
    }
  }

  /** Called by the client. Ends the connection as the server's exit would. */
  async close(): Promise<void> {
    this.end();
  }

  /** Delivers in a microtask: messages of a real server never arrive during `send`. */
  #deliverLater(texts: readonly string[]): void {
    const session = this.#session;
    queueMicrotask(() => {
      if (this.#session === session) this.deliver(...texts);
    });
  }

  /** Ignores an answer with an unknown id, as the real server does. */
  #settle({ id = "", error, result }: JsonRpcMessage): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.resolve(error ? { error } : { result });
  }

  async #run(method: string, id: string | number, params: unknown): Promise<void> {
    const call = this.#call(method, id);
    await undefined; // in a microtask, as in `#deliverLater`
    try {
      await (this.#handlers.get(method) ?? answerUnscripted)(params as never, call);
    } catch (error) {
      call.error({ code: -32603, message: `The script for "${method}" failed: ${error}` });
    }
  }

  #call(method: string, id: string | number): ScriptedCall {
    const session = this.#session;
    const answer = (fields: object): void => {
      if (this.#session === session) this.deliver(JSON.stringify({ ...fields, id }));
    };
    return {
      id,
      method,
      signal: session.kind === "open" ? session.ended.signal : AbortSignal.abort(),
      result: (value = {}) => answer({ result: value }),
      error: (failure) => answer({ error: failure }),
    };
  }
}

function answerUnscripted(_: unknown, call: ScriptedCall): void {
  const fix = `script it with answer("${call.method}", …)`;
  call.error({ code: -32601, message: `No answer is scripted for "${call.method}"; ${fix}.` });
}
