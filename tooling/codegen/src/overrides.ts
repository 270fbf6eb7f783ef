/**
 * What neither output of the binary says. The generator fails on an entry that this binary does not
 * need, unless the entry is for a method that only another version has.
 */
export interface Overrides {
  /** Response types of methods where neither the params nor the method's name lead to them. */
  results: Readonly<Record<string, string>>;
  /**
   * Fields, as `Type.field`, that generate-ts declares as always present but the server leaves out.
   */
  omittedByServer: readonly string[];
  /**
   * Methods that generate-ts has and the JSON Schema has not: requests kept for old clients, and
   * internal notifications. They are left out of the types and pass through untyped.
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
