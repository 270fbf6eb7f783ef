/**
 * Names of the server's own tools: calls of them never reach a client. Some exist with certain
 * models, features or MCP servers only, but a thread's model may change.
 */
const reserved: ReadonlySet<string> = new Set([
  "apply_patch",
  "clock__curr_time",
  "create_goal",
  "exec",
  "exec_command",
  "get_goal",
  "list_mcp_resource_templates",
  "list_mcp_resources",
  "read_mcp_resource",
  "request_permissions",
  "request_user_input",
  "request_user_input_async",
  "shell_command",
  "tool_search",
  "update_goal",
  "update_plan",
  "view_image",
  "wait",
  "web_search",
  "write_stdin",
]);

/** Namespaces of the server's own tools; of further ones it says itself that they are reserved. */
const namespaces: ReadonlySet<string> = new Set(["clock", "collaboration"]);

/** Whether the server keeps a namespace for its own tools, or for those of MCP servers. */
export function isReservedNamespace(name: string): boolean {
  return namespaces.has(name) || /^mcp(__|$)/.test(name);
}

/** Whether the server keeps the name of a tool for itself, or refuses it as that of MCP servers. */
export function isReserved(name: string): boolean {
  return reserved.has(name) || /^mcp(__|$)/.test(name);
}
