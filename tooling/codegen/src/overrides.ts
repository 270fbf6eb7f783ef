/**
 * What neither of the binary's outputs says. An entry that the binary at hand does not need makes
 * the generator fail, unless it is for a method of another version.
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
