/**
 * What neither of the binary's outputs says. Every entry must still apply to the binary it is used
 * with, or the generator fails, so none can go stale.
 */
export interface Overrides {
  /** Methods whose response type follows neither from their params nor from their own name. */
  results: Readonly<Record<string, string>>;
  /** Fields that generate-ts calls always present and that the server omits, as `Type.field`. */
  omittedByServer: readonly string[];
  /**
   * Methods that generate-ts names and the JSON Schema leaves out: requests kept for old clients,
   * and notifications for internal use. They stay out of the types and pass through untyped.
   */
  typescriptOnly: readonly string[];
}

export const overrides: Overrides = {
  results: {
    "account/logout": "LogoutAccountResponse",
    "account/securitySetup/read": "GetAccountSecuritySetupResponse",
    "account/workspaceMessages/read": "GetWorkspaceMessagesResponse",
    "accountSession/list": "AccountSessionsResponse",
    "config/batchWrite": "ConfigWriteResponse",
    "config/mcpServer/reload": "McpServerRefreshResponse",
    "config/value/write": "ConfigWriteResponse",
    "externalAgentConfig/import/readHistories": "ExternalAgentConfigImportHistoriesReadResponse",
  },
  omittedByServer: ["ConfigLayer.disabledReason"],
  typescriptOnly: [
    "getAuthStatus",
    "getConversationSummary",
    "gitDiffToRemote",
    "rawResponse/completed",
    "rawResponseItem/completed",
  ],
};
