import type * as wire from "codex-app-server-sdk/protocol";

/** How an item is shown as the call of a tool. */
export interface ShownTool {
  readonly name: string;
  readonly title?: string;
  readonly input: unknown;
}

/** How the call of a tool ended. */
export type ToolEnd =
  | { readonly kind: "output"; readonly output: unknown }
  | { readonly kind: "error"; readonly text: string }
  | { readonly kind: "declined" }
  /** It was a question, which is over, and nobody here has answered it. */
  | { readonly kind: "over"; readonly output: unknown };

/** Items that are shown as texts, by events of their own, or not at all. */
const others: ReadonlySet<string> = new Set([
  "agentMessage",
  "collabAgentToolCall",
  "hookPrompt",
  "plan",
  "reasoning",
  "subAgentActivity",
  "userMessage",
]);

/**
 * What is shown of an item: its kind as the name of the tool, and for calls of tools theirs. That
 * of an MCP server comes with the server's name, so that it is none of the kinds.
 */
export function toolOfItem(item: wire.ThreadItem): ShownTool | undefined {
  if (others.has(item.type)) return undefined;
  switch (item.type) {
    case "commandExecution": {
      const { command, cwd } = item as wire.CommandExecutionThreadItem;
      return { name: item.type, input: { command, cwd } };
    }
    case "fileChange":
      return {
        name: item.type,
        input: { changes: (item as wire.FileChangeThreadItem).changes },
      };
    case "mcpToolCall": {
      const { server, tool, arguments: input } = item as wire.McpToolCallThreadItem;
      return { name: `${server}.${tool}`, title: tool, input };
    }
    case "dynamicToolCall": {
      const { namespace, tool, arguments: input } = item as wire.DynamicToolCallThreadItem;
      return { name: namespace === null ? tool : `${namespace}.${tool}`, title: tool, input };
    }
    default:
      return { name: item.type, input: contentsOf(item) };
  }
}

/**
 * How the call ended that an item is shown as. `heard` is what a command was heard to write, of
 * which the beginning may have come last.
 */
export function endOfItem(item: wire.ThreadItem, heard: string, maxOutput: number): ToolEnd {
  const { status } = item as { status?: unknown };
  if (status === "declined") return { kind: "declined" };
  switch (item.type) {
    case "commandExecution": {
      const { aggregatedOutput, exitCode, durationMs } = item as wire.CommandExecutionThreadItem;
      const whole = typeof aggregatedOutput === "string" ? aggregatedOutput : heard;
      const output = whole.slice(-maxOutput);
      return { kind: "output", output: { output, status, exitCode, durationMs } };
    }
    case "fileChange":
      return { kind: "output", output: { status } };
    case "mcpToolCall": {
      const { error, result } = item as wire.McpToolCallThreadItem;
      return error
        ? { kind: "error", text: String(error.message) }
        : { kind: "output", output: result };
    }
    case "dynamicToolCall": {
      const { success, contentItems } = item as wire.DynamicToolCallThreadItem;
      return { kind: "output", output: { success, contentItems } };
    }
    default:
      return { kind: "output", output: contentsOf(item) };
  }
}

/** What an item holds besides what every item has. */
function contentsOf(item: wire.ThreadItem): object {
  const { id: _id, type: _type, startedAtMs: _start, completedAtMs: _end, ...contents } = item;
  return contents;
}
