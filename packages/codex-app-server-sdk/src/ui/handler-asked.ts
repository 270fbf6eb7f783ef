/** The handlers that a person answers for, by the requests of the server. */
const handlers: ReadonlyMap<string, string> = new Map([
  ["item/commandExecution/requestApproval", "commandApproval"],
  ["item/fileChange/requestApproval", "fileChangeApproval"],
  ["item/permissions/requestApproval", "permissionsApproval"],
  ["item/tool/requestUserInput", "userInput"],
  ["mcpServer/elicitation/request", "elicitation"],
]);

/** The name of the handler that is asked; of a request that is not known, its method. */
export function handlerAsked(method: string, params: unknown): string {
  const name = handlers.get(method) ?? method;
  // The client has added what is called, known or not.
  return name === "elicitation" && hasTool(params) ? "mcpToolApproval" : name;
}

function hasTool(params: unknown): boolean {
  return typeof params === "object" && params !== null && "tool" in params;
}
