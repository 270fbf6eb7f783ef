import type { Gate } from "./gate.js";

/**
 * A text in the pieces in which it is streamed; a gate between two pieces holds the stream there.
 */
export type Deltas = string | readonly (string | Gate)[];

/** One thing the model says or asks for; streamed as the Responses API streams it. */
export type ModelItem =
  | { kind: "message"; deltas: Deltas; phase: MessagePhase | undefined }
  | { kind: "reasoning"; summary: Deltas; content: Deltas }
  | { kind: "functionCall"; name: string; arguments: string; callId?: string; namespace?: string }
  | { kind: "customToolCall"; name: string; input: string; callId?: string }
  | { kind: "rawEvent"; event: { type: string; [field: string]: unknown } };

/** How an answer ends other than well. Nothing may follow it in an answer. */
export type ModelFailure =
  | { kind: "httpError"; status: number; headers: Record<string, string>; body: string }
  | { kind: "failed"; code: string; message: string }
  | { kind: "incomplete"; reason: string }
  | { kind: "disconnect"; how: "end" | "reset"; afterEvents: number | undefined }
  | { kind: "silence" };

/** One part of an answer. Parts go out in the order in which they are given. */
export type AnswerPart = ModelItem | ModelFailure | Gate | { kind: "usage"; usage: ModelUsage };

/** The token counts of one answer, as its last event reports them. */
export interface ModelUsage {
  /** Default 100. */
  inputTokens?: number;
  /** How many of the input tokens came from the cache. Default 0. */
  cachedInputTokens?: number;
  /** Default 10. */
  outputTokens?: number;
  /** How many of the output tokens were reasoning. Default 0. */
  reasoningTokens?: number;
}

/** What a message is for; the app-server passes it on. */
export type MessagePhase = "commentary" | "final_answer";

/** An agent message: one delta for a string, one for each piece of a list. */
export function message(deltas: Deltas, options: { phase?: MessagePhase } = {}): ModelItem {
  return { kind: "message", deltas, phase: options.phase };
}

/** Reasoning: a streamed summary and, if given, the raw reasoning text after it. */
export function reasoning(summary: Deltas, options: { content?: Deltas } = {}): ModelItem {
  return { kind: "reasoning", summary, content: options.content ?? [] };
}

/**
 * Asks the client to run a function tool, for example `exec_command` with `{ cmd: "ls" }`.
 * `args` becomes JSON; a string goes out as it is. MCP tools need `namespace: "mcp__SERVER"`.
 */
export function functionCall(
  name: string,
  args: Readonly<Record<string, unknown>> | string,
  options: { callId?: string; namespace?: string } = {},
): ModelItem {
  const text = typeof args === "string" ? args : JSON.stringify(args);
  return { kind: "functionCall", name, arguments: text, ...options };
}

/** Asks the client to run a tool that takes plain text, for example `apply_patch` with a patch. */
export function customToolCall(
  name: string,
  input: string,
  options: { callId?: string } = {},
): ModelItem {
  return { kind: "customToolCall", name, input, ...options };
}

/** Any server-sent event, written as it is: for items that have no function here. */
export function rawEvent(event: { type: string; [field: string]: unknown }): ModelItem {
  return { kind: "rawEvent", event };
}

/** Sets the token counts of the answer it is part of. */
export function usage(figures: ModelUsage): AnswerPart {
  return { kind: "usage", usage: figures };
}

/**
 * Answers with an HTTP status instead of a stream. The body is the API's error shape with `code`
 * and `message`. As the only part, or after a gate.
 */
export function httpError(
  status: number,
  options: { code?: string; message?: string; headers?: Record<string, string> } = {},
): ModelFailure {
  const { code = null, message = `scripted HTTP ${status}`, headers = {} } = options;
  const body = JSON.stringify({ error: { message, type: code ?? "scripted_error", code } });
  return { kind: "httpError", status, headers, body };
}

/** Ends the stream with `response.failed`, for example with code `server_is_overloaded`. */
export function failed(code: string, message = `scripted failure ${code}`): ModelFailure {
  return { kind: "failed", code, message };
}

/** Ends the stream with `response.incomplete`. Default reason: `max_output_tokens`. */
export function incomplete(reason = "max_output_tokens"): ModelFailure {
  return { kind: "incomplete", reason };
}

/**
 * Ends the connection before the answer is complete: orderly (`"end"`, the default) or with a TCP
 * reset. `afterEvents` cuts after that many server-sent events, `response.created` being the first;
 * without it the cut comes after the parts before it.
 */
export function disconnect(
  options: { how?: "end" | "reset"; afterEvents?: number } = {},
): ModelFailure {
  return { kind: "disconnect", how: options.how ?? "end", afterEvents: options.afterEvents };
}

/** Sends nothing more and keeps the connection open. As the only part: not even headers. */
export function silence(): ModelFailure {
  return { kind: "silence" };
}
