import type { McpToolApprovalParams } from "../handlers/handlers.js";
import { isObject } from "../options/option-rules.js";

/** What Codex says of a tool call in the form that asks for its approval. */
interface ApprovalMeta {
  codex_approval_kind: unknown;
  tool_name?: unknown;
  tool_params?: unknown;
}

/**
 * MCP tool approvals arrive as elicitations with an empty form. They have their own handler, so
 * that one that accepts forms does not approve tools.
 */
export function isToolApproval(params: unknown): boolean {
  return metaOf(params) !== undefined;
}

/**
 * The params of a tool approval, with the call that it is about. Other things are asked for under
 * the same mark, and MCP servers can set it on forms of their own: of those no call is named.
 */
export function withToolCall(params: unknown): McpToolApprovalParams {
  const given = params as McpToolApprovalParams;
  const call = isOfCall(params) ? metaOf(params) : undefined;
  const { tool_name: tool, tool_params: args } = call ?? {};
  return {
    ...given,
    server: given.serverName,
    tool: typeof tool === "string" ? tool : undefined,
    arguments: isObject(args) ? (args as Record<string, unknown>) : undefined,
  };
}

function metaOf(params: unknown): ApprovalMeta | undefined {
  const meta = (params as { _meta?: unknown } | null)?._meta;
  if (typeof meta !== "object" || meta === null) return undefined;
  return "codex_approval_kind" in meta ? (meta as ApprovalMeta) : undefined;
}

/** The form of a call has no fields to fill in. */
function isOfCall(params: unknown): boolean {
  const { requestedSchema: form } = params as { requestedSchema?: { properties?: unknown } | null };
  const isEmpty = isObject(form?.properties) && Object.keys(form.properties).length === 0;
  return isEmpty && metaOf(params)?.codex_approval_kind === "mcp_tool_call";
}
