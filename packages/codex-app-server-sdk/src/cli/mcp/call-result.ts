import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { messageOf } from "../../errors/error-text.js";
import type { ToolCall } from "./tool-call.js";

/** What a call returns: the answer, and in a text of its own what else the client is to be told. */
export function callResult(call: ToolCall, answer: string | null): CallToolResult {
  return resultWith(call, answer ?? "");
}

/** What a call returns that has failed. If it has started a thread, that can be continued. */
export function failedCall(call: ToolCall, error: unknown): CallToolResult {
  return { ...resultWith(call, messageOf(error)), isError: true };
}

function resultWith({ threadId, notes }: ToolCall, content: string): CallToolResult {
  const texts = notes.length === 0 ? [content] : [content, notes.join("\n")];
  return {
    content: texts.map((text) => ({ type: "text", text })),
    ...(threadId !== undefined && { structuredContent: { threadId, content } }),
  };
}
