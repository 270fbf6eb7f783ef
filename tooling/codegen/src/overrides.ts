import { type FieldComments, optionComments } from "./option-comments.js";

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
  /**
   * Fields that are there for tests of the server: their names, or the beginning of names with `*`
   * after it. They are left out of the types, and validators let them through.
   */
  testOnly: readonly string[];
  /** Comments on fields for which the protocol has none, by type and field. */
  optionComments: Readonly<Record<string, FieldComments>>;
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
  testOnly: ["mock*", "experimentalRawEvents"],
  optionComments,
};
