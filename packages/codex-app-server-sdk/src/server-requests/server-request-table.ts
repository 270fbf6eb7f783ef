import type * as wire from "codex-app-server-sdk/protocol";
import type { Handlers } from "../handlers/handlers.js";
import type { ServerCallAnswer } from "../rpc/connection-options.js";
import { isToolApproval } from "./tool-approval.js";

/** How one kind of server request is answered. */
export interface ServerRequestRule {
  /** The name of the handler that answers it, or a function that chooses it. */
  handler?: keyof Handlers | ((params: unknown) => keyof Handlers);
  /** Makes the answer for when no handler answers. */
  decline(why: string): ServerCallAnswer;
  /**
   * The values that a field of the answer may have. The protocol's types allow any string, but the
   * server treats unknown ones as errors.
   */
  choices?: { field: string; known: readonly string[] };
  /** No person answers it, so it has a deadline even if the user sets none. */
  isUnattended?: true;
}

type RuleOf<M extends keyof wire.ServerRequests> = Omit<ServerRequestRule, "decline"> & {
  decline(why: string): { result: wire.ServerRequests[M]["result"] } | { error: RefusalBody };
};

interface RefusalBody {
  code: number;
  message: string;
}

/** The JSON-RPC error code for requests that this client can't serve. */
const refused = -32000;

const decisionChoices = {
  field: "decision",
  known: [
    "accept",
    "acceptForSession",
    "decline",
    "cancel",
  ] satisfies wire.FileChangeApprovalDecision[],
};
const actionChoices = {
  field: "action",
  known: ["accept", "decline", "cancel"] satisfies wire.McpServerElicitationAction[],
};

const declineDecision = (): { result: { decision: "decline" } } => ({
  result: { decision: "decline" },
});
const denied = (why: string): { result: { decision: { denied: { rejection: string } } } } => ({
  result: { decision: { denied: { rejection: why } } },
});
const refusal = (why: string): { error: RefusalBody } => ({
  error: { code: refused, message: why },
});

/** Every server request, and the answer that is safe for it. */
export const serverRequestTable: { [M in keyof wire.ServerRequests]: RuleOf<M> } = {
  "item/commandExecution/requestApproval": {
    handler: "commandApproval",
    decline: declineDecision,
    choices: decisionChoices,
  },
  "item/fileChange/requestApproval": {
    handler: "fileChangeApproval",
    decline: declineDecision,
    choices: decisionChoices,
  },
  "item/permissions/requestApproval": {
    handler: "permissionsApproval",
    decline: () => ({ result: { permissions: {}, scope: "turn" } }),
  },
  "item/tool/requestUserInput": {
    handler: "userInput",
    decline: () => ({ result: { answers: {} } }),
  },
  "mcpServer/elicitation/request": {
    handler: (params) => (isToolApproval(params) ? "mcpToolApproval" : "elicitation"),
    decline: () => ({ result: { action: "decline", content: null, _meta: null } }),
    choices: actionChoices,
  },
  "item/tool/call": {
    handler: "toolCall",
    decline: (why) => ({
      result: { success: false, contentItems: [{ type: "inputText", text: why }] },
    }),
    isUnattended: true,
  },
  "account/chatgptAuthTokens/refresh": {
    handler: "authTokensRefresh",
    decline: refusal,
    isUnattended: true,
  },
  "attestation/generate": { handler: "attestation", decline: refusal, isUnattended: true },
  "currentTime/read": {
    handler: "currentTime",
    decline: () => ({ result: { currentTimeAt: Math.floor(Date.now() / 1_000) } }),
    isUnattended: true,
  },
  applyPatchApproval: { decline: denied },
  execCommandApproval: { decline: denied },
};
