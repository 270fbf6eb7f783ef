// Generated from Codex 0.169.0 by `npm run generate-types`. Do not edit.

/** The params of the methods that take options of the user, separated by spaces. */
export const paramNames = {
  "account/read":
    "refreshToken",
  "command/exec":
    "command cwd disableOutputCap disableTimeout env outputBytesCap permissionProfile processId sandboxPolicy size streamStdin streamStdoutStderr timeoutMs tty",
  "config/batchWrite":
    "edits expectedVersion filePath reloadUserConfig",
  "config/read":
    "cwd includeLayers",
  "config/value/write":
    "expectedVersion filePath keyPath mergeStrategy value",
  "mcpServer/oauth/login":
    "clientRegistration name scopes threadId timeoutSecs",
  "mcpServer/resource/read":
    "_meta connectorId originCallId server target threadId uri",
  "mcpServer/tool/call":
    "_meta arguments server threadId tool",
  "mcpServerStatus/list":
    "cursor detail limit serverName threadId",
  "model/list":
    "cursor includeHidden limit modelProvider",
  "review/start":
    "delivery target threadId",
  "skills/extraRoots/set":
    "extraRoots",
  "skills/list":
    "cwds forceReload",
  "thread/fork":
    "approvalPolicy approvalsReviewer attachToSource baseInstructions beforeTurnId config cwd deferGoalContinuation developerInstructions ephemeral excludeTurns experimentalDisablePredictionMcp experimentalPredictionMode lastTurnId model modelProvider path permissions runtimeWorkspaceRoots sandbox serviceTier threadId threadSource",
  "thread/goal/set":
    "objective origin status threadId tokenBudget",
  "thread/items/list":
    "cursor deferOutput limit sortDirection threadId turnId",
  "thread/list":
    "ancestorThreadId archived attachedToThreadId currentAccountOnly cursor cwd excludedThreadIds includeAttachedThreads limit modelProviders originators parentThreadId projectId searchTerm sectionId sortDirection sortKey sourceKinds useStateDbOnly",
  "thread/resume":
    "approvalPolicy approvalsReviewer baseInstructions config cwd developerInstructions excludeTurns history initialTurnsPage model modelProvider path permissions personality runtimeWorkspaceRoots sandbox serviceTier threadId",
  "thread/search":
    "archived currentAccountOnly cursor includeAttachedThreads limit searchTerm sortDirection sortKey sourceKinds",
  "thread/settings/update":
    "approvalPolicy approvalsReviewer collaborationMode cwd disabledPluginIds effort environments model multiAgentMode permissions personality sandboxPolicy serviceTier summary threadId",
  "thread/start":
    "allowProviderModelFallback approvalPolicy approvalsReviewer baseInstructions config cwd daybreakEnabled developerInstructions dynamicTools environments ephemeral experimentalRawEvents historyMode mockExperimentalField model modelProvider multiAgentMode permissions personality projectId runtimeWorkspaceRoots sandbox selectedCapabilityRoots serviceName serviceTier sessionStartSource threadSource",
  "thread/turns/list":
    "cursor itemsView limit sortDirection threadId",
  "turn/start":
    "additionalContext approvalPolicy approvalsReviewer clientUserMessageId collaborationMode cwd cyberAccessProgram disabledPluginIds effort environments input model multiAgentMode outputSchema parentTurnId permissions personality responsesapiClientMetadata responsesapiClientMetadataPatch rootTurnId runtimeWorkspaceRoots sandboxPolicy serviceTier serviceTierForTurn summary threadId toolOutput turnTrigger",
} as const;
