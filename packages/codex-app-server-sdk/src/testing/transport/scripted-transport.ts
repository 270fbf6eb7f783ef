import type * as wire from "codex-app-server-sdk/protocol";
import type { Transport, TransportEnd, TransportEvents } from "../../transport/transport.js";
import { Mailbox } from "../model/mailbox.js";
import type {
  ClientAnswer,
  JsonRpcMessage,
  ParamsOf,
  ScriptedAnswer,
  ScriptedCall,
  ScriptedHandler,
} from "./scripted-call.js";
import { TraceReplay } from "./trace-replay.js";
import { initializeResponse } from "./wire-fixtures.js";

/** Options of `new ScriptedTransport()`. */
export interface ScriptedTransportOptions {
  /** Runs when the client opens the transport: throw to refuse it, await a gate to hold it. */
  open?: () => void | Promise<void>;
}

/** One of these methods, which editors then suggest, or any other. */
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
 * A transport without a server: requests get scripted answers, everything the client sends is
 * recorded, and the test says what else the server sends. `initialize` is answered by itself; a
 * request without a script gets error -32601 and is never left open. May be opened again after its
 * end, as after a restart of the server.
 *
 * @example
 * ```ts
 * const server = new ScriptedTransport();
 * scriptTurns(server, [["Hello, ", "world."], [{ fail: "The model is gone." }]]);
 * const codex = new Codex({ transport: server });
 * ```
 */
export class ScriptedTransport implements Transport {
  /** There is no process. */
  readonly pid = undefined;
  /** Everything the client sent, parsed, in order, over all connections. */
  readonly sent: JsonRpcMessage[] = [];
  readonly #beforeOpen: () => void | Promise<void>;
  readonly #handlers = new Map<string, ScriptedHandler<never>>();
  readonly #pending = new Map<string | number, PromiseWithReject<ClientAnswer>>();
  readonly #unread = new Mailbox<JsonRpcMessage>();
  #session: Session = { kind: "idle" };
  #replay: TraceReplay | undefined;
  #nextRequestId = 0;

  constructor(options: ScriptedTransportOptions = {}) {
    this.#beforeOpen = options.open ?? (() => {});
    this.answer("initialize", initializeResponse);
  }

  /**
   * Replays a trace: one JSON object `{ direction: "send" | "recv", message }` per line. What the
   * server sent is delivered as soon as the client has sent what came before it in the trace; ids
   * may differ, methods may not. A request that the rest of the trace does not hold goes to the
   * `answer` scripts. Throws on a line that is no such object.
   */
  static replay(jsonLines: string): ScriptedTransport {
    const transport = new ScriptedTransport();
    transport.#replay = new TraceReplay(jsonLines);
    return transport;
  }

  /** Sets what requests of `method` get from now on. */
  answer<Method extends AnyOf<keyof wire.ClientRequests>>(
    method: Method,
    answer: ScriptedAnswer<ParamsOf<Method>>,
  ): this {
    const isHandler = typeof answer === "function";
    this.#handlers.set(
      method,
      isHandler ? (answer as ScriptedHandler<never>) : (_, call) => call.result(answer),
    );
    return this;
  }

  /**
   * The next message of this method that the client sent and no earlier call returned. Rejects with
   * the signal's reason, or when the connection ends while it waits.
   */
  nextSent(
    method: AnyOf<keyof wire.ClientRequests>,
    options: { signal?: AbortSignal } = {},
  ): Promise<JsonRpcMessage> {
    return this.#unread.take((message) => message.method === method, options);
  }

  /** Sends a notification to the client. Throws when no connection is open. */
  notify(method: AnyOf<keyof wire.ServerNotifications>, params: object = {}): void {
    this.deliver(JSON.stringify({ method, params, emittedAtMs: Date.now() }));
  }

  /**
   * Sends a request to the client; resolves with its answer, an error included. Ids count from 0,
   * as the real server's do. Rejects when the connection ends first or none is open.
   */
  async request(
    method: AnyOf<keyof wire.ServerRequests>,
    params: object = {},
  ): Promise<ClientAnswer> {
    const id = this.#nextRequestId++;
    const answer = new Promise<ClientAnswer>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
    this.deliver(JSON.stringify({ method, id, params }));
    return answer;
  }

  /**
   * Hands these texts to the client in one tick, as they are. Throws when no connection is open.
   */
  deliver(...texts: readonly string[]): void {
    for (const text of texts) {
      if (this.#session.kind !== "open") {
        throw new Error(`The scripted transport is ${this.#session.kind}; can't deliver ${text}`);
      }
      this.#session.events.message(text);
    }
  }

  /** Ends the connection as if the server had; with exit code 0 unless said otherwise. */
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
    if (this.#replay) this.#deliverLater(this.#replay.start());
  }

  /** Called by the client, with each message it sends. */
  send(text: string): void {
    const message = JSON.parse(text) as JsonRpcMessage;
    this.sent.push(message);
    if (this.#session.kind !== "open") return;
    this.#unread.put(message);
    const replayed = this.#replay?.take(message);
    if (replayed) {
      this.#deliverLater(replayed);
    } else if (message.method === undefined) {
      this.#settle(message);
    } else if (message.id !== undefined) {
      void this.#run(message.method, message.id, message.params);
    }
  }

  /** Called by the client; ends the connection as the server's exit would. */
  async close(): Promise<void> {
    this.end();
  }

  /** After the caller's own tick: nothing from a real server can arrive during `send`. */
  #deliverLater(texts: readonly string[]): void {
    const session = this.#session;
    queueMicrotask(() => {
      if (this.#session === session) this.deliver(...texts);
    });
  }

  /** The real server ignores an answer to an id that it does not know, too. */
  #settle({ id = "", error, result }: JsonRpcMessage): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.resolve(error ? { error } : { result });
  }

  async #run(method: string, id: string | number, params: unknown): Promise<void> {
    const call = this.#call(method, id);
    await undefined; // as in #deliverLater
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
