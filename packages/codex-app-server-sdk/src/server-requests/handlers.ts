import type * as wire from "codex-app-server-sdk/protocol";

/** What a handler is told beside the request's params. */
export interface HandlerContext {
  /**
   * Fires when an answer is of no use any more: the server has resolved the request elsewhere,
   * the turn has ended, the deadline has passed, or the client closes.
   */
  signal: AbortSignal;
  /** The thread that asks; null for requests that belong to none. */
  threadId: string | null;
  /** The turn that asks; null for requests that belong to none. */
  turnId: string | null;
}

/** What a file-change approval is asked with: the wire's params, and the changes themselves. */
export type FileChangeApprovalParams = wire.FileChangeRequestApprovalParams & {
  /** What would be changed, as the item says; empty if the item is unknown. */
  changes: wire.FileUpdateChange[];
};

/** A function that answers one kind of request of the server, by its method. */
export type Handler<
  M extends keyof wire.ServerRequests,
  Params = wire.ServerRequests[M]["params"],
> = (
  params: Params,
  context: HandlerContext,
) => wire.ServerRequests[M]["result"] | Promise<wire.ServerRequests[M]["result"]>;

/**
 * Answers to the server's own requests. They run concurrently. A request without a handler, or
 * whose handler throws or is too late, is declined: never left open, never accepted.
 */
export interface Handlers {
  /**
   * A command wants to run. To be asked for every one, start the thread with `approvalPolicy:
   * "untrusted"`.
   */
  commandApproval?: Handler<"item/commandExecution/requestApproval">;
  /** Files are about to be changed. */
  fileChangeApproval?: Handler<"item/fileChange/requestApproval", FileChangeApprovalParams>;
  /** The model asks for further permissions for the rest of the turn or session. */
  permissionsApproval?: Handler<"item/permissions/requestApproval">;
  /** The model asks the user a question. */
  userInput?: Handler<"item/tool/requestUserInput">;
  /** An MCP server asks for input: a form, or a page to visit. */
  elicitation?: Handler<"mcpServer/elicitation/request">;
  /** A tool of an MCP server wants to run. */
  mcpToolApproval?: Handler<"mcpServer/elicitation/request">;
  /** The server's ChatGPT tokens, which this client supplied, have expired. */
  authTokensRefresh?: Handler<"account/chatgptAuthTokens/refresh">;
  /** The server wants an attestation for a request to the backend. */
  attestation?: Handler<"attestation/generate">;
  /** The server wants to know the time. Without a handler it gets the real one. */
  currentTime?: Handler<"currentTime/read">;
}
