import type { Gate } from "./gate.js";

/**
 * A text, in the pieces in which it is streamed. A gate between two pieces holds the stream there.
 */
export type Deltas = string | readonly (string | Gate)[];

/** One thing that the model says or asks for, streamed as the Responses API does. */
export type ModelItem =
  | { kind: "message"; deltas: Deltas; phase: MessagePhase | undefined }
  | { kind: "reasoning"; summary: Deltas; content: Deltas }
  | {
      kind: "functionCall";
      name: string;
      arguments: string;
      callId?: string | undefined;
      namespace?: string | undefined;
      unoffered?: boolean | undefined;
    }
  | {
      kind: "customToolCall";
      name: string;
      input: string;
      callId?: string | undefined;
      unoffered?: boolean | undefined;
    }
  | { kind: "toolSearch"; query: string; callId?: string | undefined }
  | { kind: "rawEvent"; event: { type: string; [field: string]: unknown } };

/** A way for an answer to fail. Nothing may follow it. */
export type ModelFailure =
  | { kind: "httpError"; status: number; headers: Record<string, string>; body: string }
  | { kind: "failed"; code: string; message: string }
  | { kind: "incomplete"; reason: string }
  | { kind: "disconnect"; how: "end" | "reset"; afterEvents: number | undefined }
  | { kind: "silence" };

/** One part of an answer. Parts are sent in the given order. */
export type AnswerPart = ModelItem | ModelFailure | Gate | { kind: "usage"; usage: ModelUsage };

/** The token counts that the last event of an answer reports. */
export interface ModelUsage {
  /** How many input tokens there were. Default 100. */
  inputTokens?: number | undefined;
  /** How many of the input tokens came from the cache. Default 0. */
  cachedInputTokens?: number | undefined;
  /** How many output tokens there were. Default 10. */
  outputTokens?: number | undefined;
  /** How many of the output tokens were reasoning. Default 0. */
  reasoningTokens?: number | undefined;
}

/** What kind of message this is. The app-server passes it on as `phase`. */
export type MessagePhase = "commentary" | "final_answer";

/** An agent message. A string is streamed as one delta, a list as one delta for each piece. */
export function message(
  deltas: Deltas,
  options: { phase?: MessagePhase | undefined } = {},
): ModelItem {
  return { kind: "message", deltas, phase: options.phase };
}

/** Reasoning: a streamed summary, followed by the raw reasoning text if `content` is given. */
export function reasoning(
  summary: Deltas,
  options: { content?: Deltas | undefined } = {},
): ModelItem {
  return { kind: "reasoning", summary, content: options.content ?? [] };
}

/** Options of `functionCall()` and `customToolCall()`. */
export interface ToolCallOptions {
  /** The id under which `ModelRequest.toolOutput()` has the result. Default: one of its own. */
  callId?: string | undefined;
  /**
   * Sends the call even if the request did not offer the tool, as a confused model might. Default
   * false: such a request is an unexpected one and its turn fails.
   */
  unoffered?: boolean | undefined;
}

/**
 * Makes Codex run a function tool, for example `exec_command` with `{ cmd: "ls" }`. `args` is sent
 * as JSON; a string is sent unchanged. MCP tools need `namespace: "mcp__SERVER"`, and with most
 * models a `toolSearch()` in an earlier answer. The turn fails when the model was not offered the
 * tool.
 */
export function functionCall(
  name: string,
  args: Readonly<Record<string, unknown>> | string,
  options: ToolCallOptions & { namespace?: string | undefined } = {},
): ModelItem {
  const text = typeof args === "string" ? args : JSON.stringify(args);
  return { kind: "functionCall", name, arguments: text, ...options };
}

/**
 * Makes Codex run a tool that takes plain text, for example `apply_patch` with a patch. The turn
 * fails when the model was not offered the tool.
 */
export function customToolCall(
  name: string,
  input: string,
  options: ToolCallOptions = {},
): ModelItem {
  return { kind: "customToolCall", name, input, ...options };
}

/**
 * Makes Codex search the tools that it has not offered yet: those of MCP servers, and dynamic ones
 * with `deferLoading`. Those that it finds are offered in the next request.
 */
export function toolSearch(
  query: string,
  options: { callId?: string | undefined } = {},
): ModelItem {
  return { kind: "toolSearch", query, ...options };
}

/**
 * Any server-sent event, sent unchanged; for items that have no function here. Calls in it are not
 * compared with the tools that were offered.
 */
export function rawEvent(event: { type: string; [field: string]: unknown }): ModelItem {
  return { kind: "rawEvent", event };
}

/** Sets the token counts of the answer that it is part of. */
export function usage(figures: ModelUsage): AnswerPart {
  return { kind: "usage", usage: figures };
}

/**
 * Answers with an HTTP error status instead of a stream. The body is an error of the API with
 * `code` and `message`. It must be the only part, or follow gates only.
 */
export function httpError(
  status: number,
  options: {
    code?: string | undefined;
    message?: string | undefined;
    headers?: Record<string, string> | undefined;
  } = {},
): ModelFailure {
  const { code = null, message = `scripted HTTP ${status}`, headers = {} } = options;
  const body = JSON.stringify({ error: { message, type: code ?? "scripted_error", code } });
  return { kind: "httpError", status, headers, body };
}

/** Ends the stream with `response.failed`, for example with the code `server_is_overloaded`. */
export function failed(code: string, message = `scripted failure ${code}`): ModelFailure {
  return { kind: "failed", code, message };
}

/** Ends the stream with `response.incomplete`. Default reason: `max_output_tokens`. */
export function incomplete(reason = "max_output_tokens"): ModelFailure {
  return { kind: "incomplete", reason };
}

/**
 * Ends the connection before the answer is complete: by closing it (`"end"`, the default) or with a
 * TCP reset. With `afterEvents` it ends after that many server-sent events, of which
 * `response.created` is the first; else after the preceding parts.
 */
export function disconnect(
  options: { how?: "end" | "reset" | undefined; afterEvents?: number | undefined } = {},
): ModelFailure {
  return { kind: "disconnect", how: options.how ?? "end", afterEvents: options.afterEvents };
}

/**
 * Sends nothing more but keeps the connection open. As the only part it holds back even the
 * headers.
 */
export function silence(): ModelFailure {
  return { kind: "silence" };
}
