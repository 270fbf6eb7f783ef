import type * as wire from "codex-app-server-sdk/protocol";
import { messageOf } from "../../errors/error-text.js";
import type { Handlers } from "../../index.js";
import {
  type ApprovalForm,
  commandForm,
  fileChangeForm,
  mcpToolForm,
  permissionsForm,
} from "./approval-forms.js";
import { type Decision, decisionOf } from "./decision-of.js";
import { forwardedAnswer, forwardedForm } from "./forwarded-form.js";
import { answersOf, questionForm } from "./question-form.js";
import type { Elicitation, ToolCall } from "./tool-call.js";

/**
 * Handlers that have the client of the running call ask the user. What it can't ask is declined,
 * and the client is told so beside the answer.
 */
export function userHandlers(currentCall: () => ToolCall | undefined): Handlers {
  const decide = async (form: ApprovalForm, signal: AbortSignal): Promise<Decision> => {
    const call = currentCall();
    return call ? decisionOf(await askUser(call, "form", approval(form, call), signal)) : "decline";
  };
  return {
    commandApproval: async (params, context) => ({
      decision: await decide(commandForm(params, context), context.signal),
    }),
    fileChangeApproval: async (params, context) => ({
      decision: await decide(fileChangeForm(params, context), context.signal),
    }),
    permissionsApproval: async (params, context) =>
      permissionsAnswer(params, await decide(permissionsForm(params, context), context.signal)),
    mcpToolApproval: async (params, context) =>
      toolAnswer(await decide(mcpToolForm(params, context), context.signal)),
    userInput: async (params, { signal }) =>
      answersOf(params, await contentOf(currentCall(), questionForm(params), signal)),
    elicitation: async (params, { signal }) => {
      const form = forwardedForm(params);
      const call = currentCall();
      if (!form || !call) return forwardedAnswer(undefined);
      return forwardedAnswer(await askUser(call, form.mode, form.elicitation, signal));
    },
  };
}

/** The client's answer; undefined when it can't ask. */
async function askUser(
  call: ToolCall,
  mode: "form" | "url",
  elicitation: Elicitation,
  signal: AbortSignal,
): Promise<unknown> {
  if (!call.canAsk(mode)) {
    call.notes.push(declined("this MCP client cannot ask the user (elicitation)", elicitation));
    return undefined;
  }
  try {
    return await call.ask(elicitation, signal);
  } catch (error) {
    if (!signal.aborted) call.notes.push(declined(messageOf(error), elicitation));
    return undefined;
  }
}

function declined(reason: string, { message }: Elicitation): string {
  return `Declined, because ${reason}: ${message}`;
}

/**
 * The details stand where Codex's former `mcp-server` had them, and in `_meta`, because clients
 * with the official SDK see nothing else that the protocol does not name.
 */
function approval({ message, details }: ApprovalForm, { id }: ToolCall): Elicitation {
  const all = { ...details, codex_mcp_tool_call_id: id };
  const requestedSchema = { type: "object", properties: {} };
  return { ...all, message, requestedSchema, _meta: all };
}

async function contentOf(
  call: ToolCall | undefined,
  form: Elicitation,
  signal: AbortSignal,
): Promise<unknown> {
  if (!call) return undefined;
  const answer = (await askUser(call, "form", form, signal)) as { content?: unknown } | undefined;
  return decisionOf(answer) === "accept" ? answer?.content : undefined;
}

function permissionsAnswer(
  { permissions }: wire.PermissionsRequestApprovalParams,
  decision: Decision,
): wire.PermissionsRequestApprovalResponse {
  if (decision === "accept") return { permissions, scope: "turn" };
  if (decision === "acceptForSession") return { permissions, scope: "session" };
  return { permissions: {}, scope: "turn" };
}

function toolAnswer(decision: Decision): wire.McpServerElicitationRequestResponse {
  if (decision !== "acceptForSession") return { action: decision, content: null, _meta: null };
  return { action: "accept", content: null, _meta: { persist: "session" } };
}
