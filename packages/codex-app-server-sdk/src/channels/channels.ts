import type * as wire from "codex-app-server-sdk/protocol";
import { TracingChannel } from "./tracing-channel.js";

/** The context of `codex-app-server-sdk:request`: a request to the server, until its answer. */
export interface TracedRequest {
  /** The method of the protocol. */
  readonly method: string;
  /** The thread that it is about; null when its params name none. */
  readonly threadId: string | null;
  /** The turn that it is about; null when its params name none. */
  readonly turnId: string | null;
  /** How long its message is, in bytes; null when none could be made. */
  requestBytes: number | null;
  /** How long the answer is, in bytes; null until it has come, and when nobody waits any more. */
  responseBytes: number | null;
  /** Why it failed; missing where it did not. */
  error?: unknown;
}

/**
 * The context of `codex-app-server-sdk:turn`: a turn that this client has started or queued, or
 * whose goal it follows, from the call until its caller is told how it ended.
 */
export interface TracedTurn {
  /** The thread that it belongs to. */
  readonly threadId: string;
  /** Null until the server has named it; a turn that is refused gets no id. */
  turnId: string | null;
  /** The model of the thread; null when it is not known. */
  model: string | null;
  /** How it ended; null until then, and when its caller was not told by the server. */
  status: wire.TurnStatus | null;
  /** Its tokens, without its sub-agents'; null until it has ended, and when not reported. */
  usage: wire.TokenUsageBreakdown | null;
  /**
   * Why it failed, without what it had produced; missing when it completed, and when it was
   * interrupted other than by its own signal or time limit.
   */
  error?: unknown;
}

/** The context of `codex-app-server-sdk:server-request`: a request of the server, until its end. */
export interface TracedServerRequest {
  /** The method of the protocol. */
  readonly method: string;
  /** The thread that asks; null when the request belongs to none. */
  readonly threadId: string | null;
  /** The turn that asks; null when the request belongs to none. */
  readonly turnId: string | null;
  /** The item that it is about; null when it is about none. */
  readonly itemId: string | null;
  /**
   * `answered`: by a handler or a tool. `declined`: there was none, or it gave no usable answer.
   * `left`: to another client of the same server. Null until then.
   */
  outcome: "answered" | "declined" | "left" | null;
  /** Which kind of decision or action the answer is, such as `accept`; null when it is none. */
  decision: string | null;
  /** Why the handler or tool gave no usable answer; missing where it did, or there is none. */
  error?: unknown;
}

/** The context of `codex-app-server-sdk:tool`: a call of a tool of this process. */
export interface TracedTool {
  /** The tool's name. */
  readonly tool: string;
  /** The namespace that it is in; null when it is in none. */
  readonly namespace: string | null;
  /** The thread whose model calls the tool. */
  readonly threadId: string | null;
  /** The turn in which it does. */
  readonly turnId: string | null;
  /** The id of this call; ids may repeat between turns. */
  readonly callId: string | null;
  /** Whether it succeeded, as the model is told; null until then. */
  success: boolean | null;
  /** Why it failed; missing where it did not. */
  error?: unknown;
}

/** What can be followed from outside. Contexts hold no contents: they are exported to others. */
export const channels = {
  request: new TracingChannel<TracedRequest>("codex-app-server-sdk:request"),
  turn: new TracingChannel<TracedTurn>("codex-app-server-sdk:turn"),
  serverRequest: new TracingChannel<TracedServerRequest>("codex-app-server-sdk:server-request"),
  tool: new TracingChannel<TracedTool>("codex-app-server-sdk:tool"),
} as const;
