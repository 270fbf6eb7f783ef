import type * as wire from "codex-app-server-sdk/protocol";
import type { Elicitation } from "./tool-call.js";

type Params = wire.McpServerElicitationRequestParams;

/** What an MCP server that Codex uses asks the user, as a question to our client. */
export interface ForwardedForm {
  readonly mode: "form" | "url";
  readonly elicitation: Elicitation;
}

/** Undefined for a question that MCP has no form for. */
export function forwardedForm(params: Params): ForwardedForm | undefined {
  if (params.mode === "form") {
    const { properties, required } = params.requestedSchema;
    const schema = { type: "object", properties, ...(required && { required }) };
    const message = `${params.serverName}: ${params.message}`;
    return { mode: "form", elicitation: { message, requestedSchema: withoutNulls(schema) } };
  }
  if (params.mode === "url") {
    const { message, url, elicitationId } = params;
    const elicitation = { mode: "url", url, elicitationId };
    return {
      mode: "url",
      elicitation: { ...elicitation, message: `${params.serverName}: ${message}` },
    };
  }
  return undefined;
}

/** The client's answer, as Codex gives it to the MCP server. */
export function forwardedAnswer(answer: unknown): wire.McpServerElicitationRequestResponse {
  const { action, content } = Object(answer) as Record<string, unknown>;
  if (action === "accept") return { action, content: content ?? null, _meta: null };
  return { action: action === "cancel" ? action : "decline", content: null, _meta: null };
}

/** Codex writes null for what a schema does not have, and MCP leaves that out. */
function withoutNulls(value: object): object {
  return JSON.parse(JSON.stringify(value, (_, field: unknown) => field ?? undefined));
}
