import type * as wire from "codex-app-server-sdk/protocol";
import type { Handlers } from "../handlers.js";
import type { ServerCallAnswer } from "../rpc/connection-options.js";

/** How one kind of server request is answered. */
export interface ServerRequestRule {
  /** The handler that answers it, if the user gave that one. */
  handler(params: unknown): keyof Handlers | undefined;
  /** What is answered when no handler does. */
  decline(why: string): ServerCallAnswer;
  /** Whether a person answers: then there is no deadline unless the user sets one. */
  asksPerson: boolean;
}

type RuleOf<M extends keyof wire.ServerRequests> = Omit<ServerRequestRule, "decline"> & {
  decline(why: string): { result: wire.ServerRequests[M]["result"] } | { error: RefusalBody };
};

interface RefusalBody {
  code: number;
  message: string;
}

/** Code of the JSON-RPC error that says a request of the server can't be served. */
const refused = -32000;

const declineDecision = (): { result: { decision: "decline" } } => ({
  result: { decision: "decline" },
});
const denied = (why: string): { result: { decision: { denied: { rejection: string } } } } => ({
  result: { decision: { denied: { rejection: why } } },
});
const refuse = (why: string): { error: RefusalBody } => ({
  error: { code: refused, message: why },
});

/** Every request of the server, with the answer that is safe for each. */
export const serverRequestTable: { [M in keyof wire.ServerRequests]: RuleOf<M> } = {
  "item/commandExecution/requestApproval": {
    handler: () => "commandApproval",
    decline: declineDecision,
    asksPerson: true,
  },
  "item/fileChange/requestApproval": {
    handler: () => "fileChangeApproval",
    decline: declineDecision,
    asksPerson: true,
  },
  "item/permissions/requestApproval": {
    handler: () => "permissionsApproval",
    decline: () => ({ result: { permissions: {}, scope: "turn" } }),
    asksPerson: true,
  },
  "item/tool/requestUserInput": {
    handler: () => "userInput",
    decline: () => ({ result: { answers: {} } }),
    asksPerson: true,
  },
  "mcpServer/elicitation/request": {
    handler: (params) => (isToolApproval(params) ? "mcpToolApproval" : "elicitation"),
    decline: () => ({ result: { action: "decline", content: null, _meta: null } }),
    asksPerson: true,
  },
  "item/tool/call": {
    handler: () => undefined,
    decline: (why) => ({
      result: { success: false, contentItems: [{ type: "inputText", text: why }] },
    }),
    asksPerson: false,
  },
  "account/chatgptAuthTokens/refresh": {
    handler: () => "authTokensRefresh",
    decline: refuse,
    asksPerson: false,
  },
  "attestation/generate": { handler: () => "attestation", decline: refuse, asksPerson: false },
  "currentTime/read": {
    handler: () => "currentTime",
    decline: () => ({ result: { currentTimeAt: Math.floor(Date.now() / 1_000) } }),
    asksPerson: false,
  },
  applyPatchApproval: { handler: () => undefined, decline: denied, asksPerson: true },
  execCommandApproval: { handler: () => undefined, decline: denied, asksPerson: true },
};

/**
 * MCP tool approvals come as elicitations with an empty form. They have a handler of their own,
 * so that one which accepts forms does not approve tools.
 */
function isToolApproval(params: unknown): boolean {
  const meta = (params as { _meta?: unknown } | null)?._meta;
  return typeof meta === "object" && meta !== null && "codex_approval_kind" in meta;
}
