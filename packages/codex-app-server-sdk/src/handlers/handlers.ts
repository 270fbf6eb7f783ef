import type * as wire from "codex-app-server-sdk/protocol";

/** What a handler gets besides the params of the request. */
export interface HandlerContext {
  /**
   * The id of this request, as `approval-start` of `turn.events()` has it. No other request has it,
   * of whichever client.
   */
  id: string;
  /**
   * Aborts when the answer is no longer needed: another client answered, the turn ended, the
   * deadline passed, or this client closes.
   */
  signal: AbortSignal;
  /** The thread that asks; null when the request belongs to none. */
  threadId: string | null;
  /** The turn that asks; null when the request belongs to none. */
  turnId: string | null;
  /** The item that it is about, such as a command; null when it is about none. */
  itemId: string | null;
  /** The working folder of the thread; null when it is not known, or there is no thread. */
  cwd: string | null;
}

/** The params of a file-change approval: the protocol's own, plus the changes themselves. */
export type FileChangeApprovalParams = wire.FileChangeRequestApprovalParams & {
  /** The changes that were proposed, taken from the item; undefined when they are not known. */
  changes: wire.FileUpdateChange[] | undefined;
};

/**
 * The params of the approval of an MCP tool call: the elicitation that the protocol makes of it,
 * and what is called. Codex asks for other things in this way, too, such as whether to install a
 * tool that it suggests, and an MCP server can mark a form of its own like this: `tool` is
 * undefined then.
 */
export type McpToolApprovalParams = wire.McpServerElicitationRequestParams & {
  /** The MCP server, by its name in the configuration. */
  server: string;
  /** The tool that is called; undefined when that is not known, or nothing is called. */
  tool: string | undefined;
  /** What it is called with; undefined when that is not known, or there are no arguments. */
  arguments: Readonly<Record<string, unknown>> | undefined;
};

/** A function that answers one kind of server request, named by its method. */
export type Handler<
  M extends keyof wire.ServerRequests,
  Params = wire.ServerRequests[M]["params"],
> = (
  params: Params,
  context: HandlerContext,
) => wire.ServerRequests[M]["result"] | Promise<wire.ServerRequests[M]["result"]>;

/**
 * Answers to the server's own requests. Handlers may run at the same time. A request is declined
 * when it has no handler, or its handler throws, takes too long or gives an invalid answer. Nothing
 * is left unanswered, and nothing is accepted by default.
 */
export interface Handlers {
  /**
   * Approves or declines a command. To be asked for every command, start the thread with
   * `approvalPolicy: "untrusted"`.
   */
  commandApproval?: Handler<"item/commandExecution/requestApproval"> | undefined;
  /** Approves or declines changes to files. */
  fileChangeApproval?:
    | Handler<"item/fileChange/requestApproval", FileChangeApprovalParams>
    | undefined;
  /** Grants permissions that the model asks for, for the rest of the turn or session. */
  permissionsApproval?: Handler<"item/permissions/requestApproval"> | undefined;
  /** Answers a question that the model asks the user. */
  userInput?: Handler<"item/tool/requestUserInput"> | undefined;
  /** Answers an MCP server that asks for input: a form to fill in, or a page to visit. */
  elicitation?: Handler<"mcpServer/elicitation/request"> | undefined;
  /** Approves or declines a tool call of an MCP server. */
  mcpToolApproval?: Handler<"mcpServer/elicitation/request", McpToolApprovalParams> | undefined;
  /**
   * Answers a call of a tool that the server was told of by raw `dynamicTools`, or of a thread's
   * `tools` that has no function here.
   */
  toolCall?: Handler<"item/tool/call"> | undefined;
  /** Supplies new ChatGPT tokens when those that this client supplied have expired. */
  authTokensRefresh?: Handler<"account/chatgptAuthTokens/refresh"> | undefined;
  /** Supplies an attestation, which the server needs for a request to the backend. */
  attestation?: Handler<"attestation/generate"> | undefined;
  /** Tells the server the time. Default: the real time. */
  currentTime?: Handler<"currentTime/read"> | undefined;
}
