// Generated from Codex 0.169.0 by `npm run generate-types`. Do not edit.

import type {
	AccountLoginCompletedNotification,
	AccountRateLimitsUpdatedNotification,
	AccountSessionsListParams,
	AccountSessionsResponse,
	AccountSessionsSwitchParams,
	AccountSessionsSwitchResponse,
	AccountUpdatedNotification,
	AgentMessageDeltaNotification,
	AppListUpdatedNotification,
	ApplyPatchApprovalParams,
	ApplyPatchApprovalResponse,
	AppsInstalledParams,
	AppsInstalledResponse,
	AppsListParams,
	AppsListResponse,
	AppsReadParams,
	AppsReadResponse,
	AttestationGenerateParams,
	AttestationGenerateResponse,
	AuthRecoveryNotification,
	BedrockCheckGovCloudRequirementsParams,
	BedrockCheckGovCloudRequirementsResponse,
	BedrockDiscoverParams,
	BedrockDiscoverResponse,
	BedrockSetupParams,
	BedrockSetupResponse,
	CancelLoginAccountParams,
	CancelLoginAccountResponse,
	ChatgptAuthTokensRefreshParams,
	ChatgptAuthTokensRefreshResponse,
	CollaborationModeListParams,
	CollaborationModeListResponse,
	CommandExecOutputDeltaNotification,
	CommandExecParams,
	CommandExecResizeParams,
	CommandExecResizeResponse,
	CommandExecResponse,
	CommandExecTerminateParams,
	CommandExecTerminateResponse,
	CommandExecWriteParams,
	CommandExecWriteResponse,
	CommandExecutionOutputDeltaNotification,
	CommandExecutionRequestApprovalParams,
	CommandExecutionRequestApprovalResponse,
	ConfigBatchWriteParams,
	ConfigReadParams,
	ConfigReadResponse,
	ConfigRequirementsReadResponse,
	ConfigValueWriteParams,
	ConfigWarningNotification,
	ConfigWriteResponse,
	ConsumeAccountRateLimitResetCreditParams,
	ConsumeAccountRateLimitResetCreditResponse,
	ContextCompactedNotification,
	CurrentTimeReadParams,
	CurrentTimeReadResponse,
	DeprecationNoticeNotification,
	DynamicToolCallParams,
	DynamicToolCallResponse,
	EnvironmentAddParams,
	EnvironmentAddResponse,
	EnvironmentConnectionNotification,
	EnvironmentInfoParams,
	EnvironmentInfoResponse,
	EnvironmentStatusParams,
	EnvironmentStatusResponse,
	ErrorNotification,
	ExecCommandApprovalParams,
	ExecCommandApprovalResponse,
	ExperimentalFeatureEnablementSetParams,
	ExperimentalFeatureEnablementSetResponse,
	ExperimentalFeatureListParams,
	ExperimentalFeatureListResponse,
	ExternalAgentConfigDetectParams,
	ExternalAgentConfigDetectResponse,
	ExternalAgentConfigImportCompletedNotification,
	ExternalAgentConfigImportHistoriesReadResponse,
	ExternalAgentConfigImportHistoryRecordParams,
	ExternalAgentConfigImportHistoryRecordResponse,
	ExternalAgentConfigImportParams,
	ExternalAgentConfigImportProgressNotification,
	ExternalAgentConfigImportResponse,
	FeedbackSaveParams,
	FeedbackSaveResponse,
	FeedbackUploadParams,
	FeedbackUploadResponse,
	FileChangeOutputDeltaNotification,
	FileChangePatchUpdatedNotification,
	FileChangeRequestApprovalParams,
	FileChangeRequestApprovalResponse,
	FsChangedNotification,
	FsCopyParams,
	FsCopyResponse,
	FsCreateDirectoryParams,
	FsCreateDirectoryResponse,
	FsGetMetadataParams,
	FsGetMetadataResponse,
	FsReadDirectoryParams,
	FsReadDirectoryResponse,
	FsReadFileParams,
	FsReadFileResponse,
	FsRemoveParams,
	FsRemoveResponse,
	FsUnwatchParams,
	FsUnwatchResponse,
	FsWatchParams,
	FsWatchResponse,
	FsWriteFileParams,
	FsWriteFileResponse,
	FuzzyFileSearchParams,
	FuzzyFileSearchResponse,
	FuzzyFileSearchSessionCompletedNotification,
	FuzzyFileSearchSessionStartParams,
	FuzzyFileSearchSessionStartResponse,
	FuzzyFileSearchSessionStopParams,
	FuzzyFileSearchSessionStopResponse,
	FuzzyFileSearchSessionUpdateParams,
	FuzzyFileSearchSessionUpdateResponse,
	FuzzyFileSearchSessionUpdatedNotification,
	GatewayOAuthCancelResponse,
	GatewayOAuthChangedNotification,
	GatewayOAuthLoginParams,
	GatewayOAuthLoginResponse,
	GatewayOAuthReadParams,
	GatewayOAuthReadResponse,
	GcpSetupParams,
	GcpSetupResponse,
	GetAccountParams,
	GetAccountRateLimitsParams,
	GetAccountRateLimitsResponse,
	GetAccountResponse,
	GetAccountSecuritySetupResponse,
	GetAccountTokenUsageParams,
	GetAccountTokenUsageResponse,
	GetWorkspaceMessagesResponse,
	GuardianWarningNotification,
	HookCompletedNotification,
	HookStartedNotification,
	HooksListParams,
	HooksListResponse,
	InitializeParams,
	InitializeResponse,
	ItemCompletedNotification,
	ItemGuardianApprovalReviewCompletedNotification,
	ItemGuardianApprovalReviewStartedNotification,
	ItemStartedNotification,
	ListMcpServerStatusParams,
	ListMcpServerStatusResponse,
	LoginAccountParams,
	LoginAccountResponse,
	LogoutAccountResponse,
	MarketplaceAddParams,
	MarketplaceAddResponse,
	MarketplaceRemoveParams,
	MarketplaceRemoveResponse,
	MarketplaceUpgradeParams,
	MarketplaceUpgradeResponse,
	McpResourceReadParams,
	McpResourceReadResponse,
	McpServerElicitationRequestParams,
	McpServerElicitationRequestResponse,
	McpServerEventStreamNotification,
	McpServerEventStreamStartParams,
	McpServerEventStreamStartResponse,
	McpServerEventStreamStopParams,
	McpServerEventStreamStopResponse,
	McpServerOauthLoginCompletedNotification,
	McpServerOauthLoginParams,
	McpServerOauthLoginResponse,
	McpServerRefreshResponse,
	McpServerStatusUpdatedNotification,
	McpServerToolCallParams,
	McpServerToolCallResponse,
	McpToolCallProgressNotification,
	MemoryResetResponse,
	MemoryStatusParams,
	MemoryStatusResponse,
	MockExperimentalMethodParams,
	MockExperimentalMethodResponse,
	ModelListParams,
	ModelListResponse,
	ModelProviderCapabilitiesReadParams,
	ModelProviderCapabilitiesReadResponse,
	ModelProviderConfigWriteParams,
	ModelProviderConfigWriteResponse,
	ModelProviderListParams,
	ModelProviderListResponse,
	ModelReroutedNotification,
	ModelSafetyBufferingUpdatedNotification,
	ModelVerificationNotification,
	PermissionProfileListParams,
	PermissionProfileListResponse,
	PermissionsRequestApprovalParams,
	PermissionsRequestApprovalResponse,
	PlanDeltaNotification,
	PluginInstallParams,
	PluginInstallResponse,
	PluginInstalledParams,
	PluginInstalledResponse,
	PluginListParams,
	PluginListResponse,
	PluginReadParams,
	PluginReadResponse,
	PluginReconcileParams,
	PluginReconcileResponse,
	PluginSearchParams,
	PluginSearchResponse,
	PluginShareCheckoutParams,
	PluginShareCheckoutResponse,
	PluginShareDeleteParams,
	PluginShareDeleteResponse,
	PluginShareListParams,
	PluginShareListResponse,
	PluginShareSaveParams,
	PluginShareSaveResponse,
	PluginShareUpdateTargetsParams,
	PluginShareUpdateTargetsResponse,
	PluginSkillReadParams,
	PluginSkillReadResponse,
	PluginUninstallParams,
	PluginUninstallResponse,
	ProcessExitedNotification,
	ProcessKillParams,
	ProcessKillResponse,
	ProcessOutputDeltaNotification,
	ProcessResizePtyParams,
	ProcessResizePtyResponse,
	ProcessSpawnParams,
	ProcessSpawnResponse,
	ProcessWriteStdinParams,
	ProcessWriteStdinResponse,
	ProjectChangedNotification,
	ProjectCreateParams,
	ProjectCreateResponse,
	ProjectDeleteParams,
	ProjectDeleteResponse,
	ProjectImportParams,
	ProjectImportResponse,
	ProjectListParams,
	ProjectListResponse,
	ProjectMoveParams,
	ProjectMoveResponse,
	ProjectReadParams,
	ProjectReadResponse,
	ProjectUpdateParams,
	ProjectUpdateResponse,
	ReasoningSummaryPartAddedNotification,
	ReasoningSummaryTextDeltaNotification,
	ReasoningTextDeltaNotification,
	RemoteControlClientsListParams,
	RemoteControlClientsListResponse,
	RemoteControlClientsRevokeParams,
	RemoteControlClientsRevokeResponse,
	RemoteControlDisableParams,
	RemoteControlDisableResponse,
	RemoteControlEnableParams,
	RemoteControlEnableResponse,
	RemoteControlPairingStartParams,
	RemoteControlPairingStartResponse,
	RemoteControlPairingStatusParams,
	RemoteControlPairingStatusResponse,
	RemoteControlStatusChangedNotification,
	RemoteControlStatusReadResponse,
	RequestId,
	ReviewStartParams,
	ReviewStartResponse,
	RolloutCompressResponse,
	SendAddCreditsNudgeEmailParams,
	SendAddCreditsNudgeEmailResponse,
	ServerDiagnosticsParams,
	ServerDiagnosticsResponse,
	ServerRequestResolvedNotification,
	SkillsChangedNotification,
	SkillsConfigWriteParams,
	SkillsConfigWriteResponse,
	SkillsExtraRootsSetParams,
	SkillsExtraRootsSetResponse,
	SkillsListParams,
	SkillsListResponse,
	StrictReviewRequiredNotification,
	TerminalInteractionNotification,
	ThreadApproveGuardianDeniedActionParams,
	ThreadApproveGuardianDeniedActionResponse,
	ThreadArchiveParams,
	ThreadArchiveResponse,
	ThreadArchivedNotification,
	ThreadAttachmentAddParams,
	ThreadAttachmentAddResponse,
	ThreadAttachmentListParams,
	ThreadAttachmentListResponse,
	ThreadAttachmentOwnerListParams,
	ThreadAttachmentOwnerListResponse,
	ThreadAttachmentRemoveParams,
	ThreadAttachmentRemoveResponse,
	ThreadAttachmentUpdatedNotification,
	ThreadBackgroundTerminalsCleanParams,
	ThreadBackgroundTerminalsCleanResponse,
	ThreadBackgroundTerminalsListParams,
	ThreadBackgroundTerminalsListResponse,
	ThreadBackgroundTerminalsTerminateParams,
	ThreadBackgroundTerminalsTerminateResponse,
	ThreadClosedNotification,
	ThreadCompactStartParams,
	ThreadCompactStartResponse,
	ThreadDecrementElicitationParams,
	ThreadDecrementElicitationResponse,
	ThreadDeleteParams,
	ThreadDeleteResponse,
	ThreadDeletedNotification,
	ThreadForkParams,
	ThreadForkResponse,
	ThreadGoalClearParams,
	ThreadGoalClearResponse,
	ThreadGoalClearedNotification,
	ThreadGoalGetParams,
	ThreadGoalGetResponse,
	ThreadGoalSetParams,
	ThreadGoalSetResponse,
	ThreadGoalUpdatedNotification,
	ThreadGuardianReviewParams,
	ThreadGuardianReviewResponse,
	ThreadIncrementElicitationParams,
	ThreadIncrementElicitationResponse,
	ThreadInjectItemsParams,
	ThreadInjectItemsResponse,
	ThreadItemsListParams,
	ThreadItemsListResponse,
	ThreadItemsReadParams,
	ThreadItemsReadResponse,
	ThreadListParams,
	ThreadListResponse,
	ThreadLoadedListParams,
	ThreadLoadedListResponse,
	ThreadMemoryModeSetParams,
	ThreadMemoryModeSetResponse,
	ThreadMemoryReadParams,
	ThreadMemoryReadResponse,
	ThreadMetadataUpdateParams,
	ThreadMetadataUpdateResponse,
	ThreadNameUpdatedNotification,
	ThreadPredictionRequestParams,
	ThreadPredictionRequestResponse,
	ThreadPredictionUpdatedNotification,
	ThreadPrepareApprovedPlanParams,
	ThreadPrepareApprovedPlanResponse,
	ThreadProjectUpdatedNotification,
	ThreadQueueAddParams,
	ThreadQueueAddResponse,
	ThreadQueueChangedNotification,
	ThreadQueueDeleteParams,
	ThreadQueueDeleteResponse,
	ThreadQueueListParams,
	ThreadQueueListResponse,
	ThreadQueueReorderParams,
	ThreadQueueReorderResponse,
	ThreadQueueStartParams,
	ThreadQueueStartResponse,
	ThreadQueueUpdateParams,
	ThreadQueueUpdateResponse,
	ThreadReadParams,
	ThreadReadResponse,
	ThreadReadStateChangedNotification,
	ThreadReadStateUpdateParams,
	ThreadReadStateUpdateResponse,
	ThreadRealtimeAppendAudioParams,
	ThreadRealtimeAppendAudioResponse,
	ThreadRealtimeAppendSpeechParams,
	ThreadRealtimeAppendSpeechResponse,
	ThreadRealtimeAppendTextParams,
	ThreadRealtimeAppendTextResponse,
	ThreadRealtimeClosedNotification,
	ThreadRealtimeErrorNotification,
	ThreadRealtimeItemAddedNotification,
	ThreadRealtimeItemCompletedNotification,
	ThreadRealtimeItemStartedNotification,
	ThreadRealtimeItemTranscriptDeltaNotification,
	ThreadRealtimeListVoicesParams,
	ThreadRealtimeListVoicesResponse,
	ThreadRealtimeOutputAudioDeltaNotification,
	ThreadRealtimeSdpNotification,
	ThreadRealtimeStartParams,
	ThreadRealtimeStartResponse,
	ThreadRealtimeStartedNotification,
	ThreadRealtimeStopParams,
	ThreadRealtimeStopResponse,
	ThreadRealtimeTranscriptDeltaNotification,
	ThreadRealtimeTranscriptDoneNotification,
	ThreadResumeParams,
	ThreadResumeResponse,
	ThreadRevertParams,
	ThreadRevertResponse,
	ThreadRevertedNotification,
	ThreadSampleCancelParams,
	ThreadSampleCancelResponse,
	ThreadSampleParams,
	ThreadSampleResponse,
	ThreadSearchOccurrencesParams,
	ThreadSearchOccurrencesResponse,
	ThreadSearchParams,
	ThreadSearchResponse,
	ThreadSectionChangedNotification,
	ThreadSectionCreateParams,
	ThreadSectionCreateResponse,
	ThreadSectionDeleteParams,
	ThreadSectionDeleteResponse,
	ThreadSectionListParams,
	ThreadSectionListResponse,
	ThreadSectionMoveParams,
	ThreadSectionMoveResponse,
	ThreadSectionUpdateParams,
	ThreadSectionUpdateResponse,
	ThreadSetNameParams,
	ThreadSetNameResponse,
	ThreadSettingsUpdateParams,
	ThreadSettingsUpdateResponse,
	ThreadSettingsUpdatedNotification,
	ThreadShellCommandParams,
	ThreadShellCommandResponse,
	ThreadStartParams,
	ThreadStartResponse,
	ThreadStartedNotification,
	ThreadStatusChangedNotification,
	ThreadTimelineListParams,
	ThreadTimelineListResponse,
	ThreadTokenUsageUpdatedNotification,
	ThreadTurnsListParams,
	ThreadTurnsListResponse,
	ThreadUnarchiveParams,
	ThreadUnarchiveResponse,
	ThreadUnarchivedNotification,
	ThreadUnsubscribeParams,
	ThreadUnsubscribeResponse,
	ToolRequestUserInputParams,
	ToolRequestUserInputResponse,
	TurnCompletedNotification,
	TurnDiffUpdatedNotification,
	TurnInterruptParams,
	TurnInterruptResponse,
	TurnModerationMetadataNotification,
	TurnPlanUpdatedNotification,
	TurnSettingsUpdateParams,
	TurnSettingsUpdateResponse,
	TurnStartParams,
	TurnStartResponse,
	TurnStartedNotification,
	TurnSteerParams,
	TurnSteerResponse,
	UserVerificationCancelParams,
	UserVerificationCancelResponse,
	UserVerificationDeleteParams,
	UserVerificationDeleteResponse,
	UserVerificationEnrollParams,
	UserVerificationEnrollResponse,
	UserVerificationStatusParams,
	UserVerificationStatusResponse,
	UserVerificationVerifyParams,
	UserVerificationVerifyResponse,
	WarningNotification,
	WindowsSandboxReadinessResponse,
	WindowsSandboxSetupCompletedNotification,
	WindowsSandboxSetupStartParams,
	WindowsSandboxSetupStartResponse,
	WindowsWorldWritableWarningNotification,
} from "./types.js";

/** Every request a client can send. */
export interface ClientRequests {
	/** @experimental */
	"account/bedrock/checkGovCloudRequirements": { params: BedrockCheckGovCloudRequirementsParams; result: BedrockCheckGovCloudRequirementsResponse };
	/** @experimental */
	"account/bedrock/discover": { params: BedrockDiscoverParams; result: BedrockDiscoverResponse };
	/** @experimental */
	"account/bedrock/setup": { params: BedrockSetupParams; result: BedrockSetupResponse };
	"account/gatewayOAuth/cancel": { params: undefined; result: GatewayOAuthCancelResponse };
	"account/gatewayOAuth/login": { params: GatewayOAuthLoginParams | null | undefined; result: GatewayOAuthLoginResponse };
	"account/gatewayOAuth/read": { params: GatewayOAuthReadParams | null | undefined; result: GatewayOAuthReadResponse };
	/** @experimental */
	"account/gcp/setup": { params: GcpSetupParams; result: GcpSetupResponse };
	"account/login/cancel": { params: CancelLoginAccountParams; result: CancelLoginAccountResponse };
	"account/login/start": { params: LoginAccountParams; result: LoginAccountResponse };
	"account/logout": { params: undefined; result: LogoutAccountResponse };
	"account/rateLimitResetCredit/consume": { params: ConsumeAccountRateLimitResetCreditParams; result: ConsumeAccountRateLimitResetCreditResponse };
	"account/rateLimits/read": { params: GetAccountRateLimitsParams | null | undefined; result: GetAccountRateLimitsResponse };
	"account/read": { params: GetAccountParams; result: GetAccountResponse };
	"account/securitySetup/read": { params: undefined; result: GetAccountSecuritySetupResponse };
	"account/sendAddCreditsNudgeEmail": { params: SendAddCreditsNudgeEmailParams; result: SendAddCreditsNudgeEmailResponse };
	"account/usage/read": { params: GetAccountTokenUsageParams | null | undefined; result: GetAccountTokenUsageResponse };
	"account/workspaceMessages/read": { params: undefined; result: GetWorkspaceMessagesResponse };
	/** @experimental */
	"accountSession/list": { params: AccountSessionsListParams; result: AccountSessionsResponse };
	/** @experimental */
	"accountSession/switch": { params: AccountSessionsSwitchParams; result: AccountSessionsSwitchResponse };
	"app/installed": { params: AppsInstalledParams; result: AppsInstalledResponse };
	"app/list": { params: AppsListParams; result: AppsListResponse };
	"app/read": { params: AppsReadParams; result: AppsReadResponse };
	/**
	 * Lists collaboration mode presets.
	 *
	 * @experimental
	 */
	"collaborationMode/list": { params: CollaborationModeListParams; result: CollaborationModeListResponse };
	/** Execute a standalone command (argv vector) under the server's sandbox. */
	"command/exec": { params: CommandExecParams; result: CommandExecResponse };
	/** Resize a running PTY-backed `command/exec` session by client-supplied `processId`. */
	"command/exec/resize": { params: CommandExecResizeParams; result: CommandExecResizeResponse };
	/** Terminate a running `command/exec` session by client-supplied `processId`. */
	"command/exec/terminate": { params: CommandExecTerminateParams; result: CommandExecTerminateResponse };
	/** Write stdin bytes to a running `command/exec` session or close stdin. */
	"command/exec/write": { params: CommandExecWriteParams; result: CommandExecWriteResponse };
	"config/batchWrite": { params: ConfigBatchWriteParams; result: ConfigWriteResponse };
	"config/mcpServer/reload": { params: undefined; result: McpServerRefreshResponse };
	"config/read": { params: ConfigReadParams; result: ConfigReadResponse };
	"config/value/write": { params: ConfigValueWriteParams; result: ConfigWriteResponse };
	"configRequirements/read": { params: undefined; result: ConfigRequirementsReadResponse };
	/**
	 * Adds or replaces a remote environment by id for later selection.
	 *
	 * @experimental
	 */
	"environment/add": { params: EnvironmentAddParams; result: EnvironmentAddResponse };
	/**
	 * Reads information from a configured execution environment.
	 *
	 * @experimental
	 */
	"environment/info": { params: EnvironmentInfoParams; result: EnvironmentInfoResponse };
	/**
	 * Reads the current status of a configured execution environment.
	 *
	 * @experimental
	 */
	"environment/status": { params: EnvironmentStatusParams; result: EnvironmentStatusResponse };
	"experimentalFeature/enablement/set": { params: ExperimentalFeatureEnablementSetParams; result: ExperimentalFeatureEnablementSetResponse };
	"experimentalFeature/list": { params: ExperimentalFeatureListParams; result: ExperimentalFeatureListResponse };
	"externalAgentConfig/detect": { params: ExternalAgentConfigDetectParams; result: ExternalAgentConfigDetectResponse };
	"externalAgentConfig/import": { params: ExternalAgentConfigImportParams; result: ExternalAgentConfigImportResponse };
	"externalAgentConfig/import/readHistories": { params: undefined; result: ExternalAgentConfigImportHistoriesReadResponse };
	"externalAgentConfig/import/recordHistory": { params: ExternalAgentConfigImportHistoryRecordParams; result: ExternalAgentConfigImportHistoryRecordResponse };
	"feedback/save": { params: FeedbackSaveParams; result: FeedbackSaveResponse };
	"feedback/upload": { params: FeedbackUploadParams; result: FeedbackUploadResponse };
	"fs/copy": { params: FsCopyParams; result: FsCopyResponse };
	"fs/createDirectory": { params: FsCreateDirectoryParams; result: FsCreateDirectoryResponse };
	"fs/getMetadata": { params: FsGetMetadataParams; result: FsGetMetadataResponse };
	"fs/readDirectory": { params: FsReadDirectoryParams; result: FsReadDirectoryResponse };
	"fs/readFile": { params: FsReadFileParams; result: FsReadFileResponse };
	"fs/remove": { params: FsRemoveParams; result: FsRemoveResponse };
	"fs/unwatch": { params: FsUnwatchParams; result: FsUnwatchResponse };
	"fs/watch": { params: FsWatchParams; result: FsWatchResponse };
	"fs/writeFile": { params: FsWriteFileParams; result: FsWriteFileResponse };
	"fuzzyFileSearch": { params: FuzzyFileSearchParams; result: FuzzyFileSearchResponse };
	/** @experimental */
	"fuzzyFileSearch/sessionStart": { params: FuzzyFileSearchSessionStartParams; result: FuzzyFileSearchSessionStartResponse };
	/** @experimental */
	"fuzzyFileSearch/sessionStop": { params: FuzzyFileSearchSessionStopParams; result: FuzzyFileSearchSessionStopResponse };
	/** @experimental */
	"fuzzyFileSearch/sessionUpdate": { params: FuzzyFileSearchSessionUpdateParams; result: FuzzyFileSearchSessionUpdateResponse };
	"hooks/list": { params: HooksListParams; result: HooksListResponse };
	"initialize": { params: InitializeParams; result: InitializeResponse };
	"marketplace/add": { params: MarketplaceAddParams; result: MarketplaceAddResponse };
	"marketplace/remove": { params: MarketplaceRemoveParams; result: MarketplaceRemoveResponse };
	"marketplace/upgrade": { params: MarketplaceUpgradeParams; result: MarketplaceUpgradeResponse };
	/** @experimental */
	"mcpServer/event/stream/start": { params: McpServerEventStreamStartParams; result: McpServerEventStreamStartResponse };
	/** @experimental */
	"mcpServer/event/stream/stop": { params: McpServerEventStreamStopParams; result: McpServerEventStreamStopResponse };
	"mcpServer/oauth/login": { params: McpServerOauthLoginParams; result: McpServerOauthLoginResponse };
	"mcpServer/resource/read": { params: McpResourceReadParams; result: McpResourceReadResponse };
	"mcpServer/tool/call": { params: McpServerToolCallParams; result: McpServerToolCallResponse };
	"mcpServerStatus/list": { params: ListMcpServerStatusParams; result: ListMcpServerStatusResponse };
	/** @experimental */
	"memory/reset": { params: undefined; result: MemoryResetResponse };
	/** @experimental */
	"memory/status": { params: MemoryStatusParams; result: MemoryStatusResponse };
	/**
	 * Test-only method used to validate experimental gating.
	 *
	 * @experimental
	 */
	"mock/experimentalMethod": { params: MockExperimentalMethodParams; result: MockExperimentalMethodResponse };
	"model/list": { params: ModelListParams; result: ModelListResponse };
	"modelProvider/capabilities/read": { params: ModelProviderCapabilitiesReadParams; result: ModelProviderCapabilitiesReadResponse };
	"modelProvider/config/write": { params: ModelProviderConfigWriteParams; result: ModelProviderConfigWriteResponse };
	"modelProvider/list": { params: ModelProviderListParams; result: ModelProviderListResponse };
	"permissionProfile/list": { params: PermissionProfileListParams; result: PermissionProfileListResponse };
	"plugin/install": { params: PluginInstallParams; result: PluginInstallResponse };
	"plugin/installed": { params: PluginInstalledParams; result: PluginInstalledResponse };
	"plugin/list": { params: PluginListParams; result: PluginListResponse };
	"plugin/read": { params: PluginReadParams; result: PluginReadResponse };
	"plugin/reconcile": { params: PluginReconcileParams; result: PluginReconcileResponse };
	/** @experimental */
	"plugin/search": { params: PluginSearchParams; result: PluginSearchResponse };
	"plugin/share/checkout": { params: PluginShareCheckoutParams; result: PluginShareCheckoutResponse };
	"plugin/share/delete": { params: PluginShareDeleteParams; result: PluginShareDeleteResponse };
	"plugin/share/list": { params: PluginShareListParams; result: PluginShareListResponse };
	"plugin/share/save": { params: PluginShareSaveParams; result: PluginShareSaveResponse };
	"plugin/share/updateTargets": { params: PluginShareUpdateTargetsParams; result: PluginShareUpdateTargetsResponse };
	"plugin/skill/read": { params: PluginSkillReadParams; result: PluginSkillReadResponse };
	"plugin/uninstall": { params: PluginUninstallParams; result: PluginUninstallResponse };
	/**
	 * Terminate a running `process/spawn` session by client-supplied `processHandle`.
	 *
	 * @experimental
	 */
	"process/kill": { params: ProcessKillParams; result: ProcessKillResponse };
	/**
	 * Resize a running PTY-backed `process/spawn` session by client-supplied `processHandle`.
	 *
	 * @experimental
	 */
	"process/resizePty": { params: ProcessResizePtyParams; result: ProcessResizePtyResponse };
	/**
	 * Spawn a standalone process (argv vector) without a Codex sandbox.
	 *
	 * @experimental
	 */
	"process/spawn": { params: ProcessSpawnParams; result: ProcessSpawnResponse };
	/**
	 * Write stdin bytes to a running `process/spawn` session or close stdin.
	 *
	 * @experimental
	 */
	"process/writeStdin": { params: ProcessWriteStdinParams; result: ProcessWriteStdinResponse };
	/** @experimental */
	"project/create": { params: ProjectCreateParams; result: ProjectCreateResponse };
	/** @experimental */
	"project/delete": { params: ProjectDeleteParams; result: ProjectDeleteResponse };
	/** @experimental */
	"project/import": { params: ProjectImportParams; result: ProjectImportResponse };
	/** @experimental */
	"project/list": { params: ProjectListParams; result: ProjectListResponse };
	/** @experimental */
	"project/move": { params: ProjectMoveParams; result: ProjectMoveResponse };
	/** @experimental */
	"project/read": { params: ProjectReadParams; result: ProjectReadResponse };
	/** @experimental */
	"project/update": { params: ProjectUpdateParams; result: ProjectUpdateResponse };
	/** @experimental */
	"remoteControl/client/list": { params: RemoteControlClientsListParams; result: RemoteControlClientsListResponse };
	/** @experimental */
	"remoteControl/client/revoke": { params: RemoteControlClientsRevokeParams; result: RemoteControlClientsRevokeResponse };
	/** @experimental */
	"remoteControl/disable": { params: RemoteControlDisableParams | null | undefined; result: RemoteControlDisableResponse };
	/** @experimental */
	"remoteControl/enable": { params: RemoteControlEnableParams | null | undefined; result: RemoteControlEnableResponse };
	/** @experimental */
	"remoteControl/pairing/start": { params: RemoteControlPairingStartParams; result: RemoteControlPairingStartResponse };
	/** @experimental */
	"remoteControl/pairing/status": { params: RemoteControlPairingStatusParams; result: RemoteControlPairingStatusResponse };
	/** @experimental */
	"remoteControl/status/read": { params: undefined; result: RemoteControlStatusReadResponse };
	"review/start": { params: ReviewStartParams; result: ReviewStartResponse };
	/**
	 * Start a best-effort background compression pass for cold local rollouts.
	 *
	 * @experimental
	 */
	"rollout/compress": { params: undefined; result: RolloutCompressResponse };
	/**
	 * Read content-free, process-local diagnostics.
	 *
	 * @experimental
	 */
	"server/diagnostics": { params: ServerDiagnosticsParams; result: ServerDiagnosticsResponse };
	"skills/config/write": { params: SkillsConfigWriteParams; result: SkillsConfigWriteResponse };
	"skills/extraRoots/set": { params: SkillsExtraRootsSetParams; result: SkillsExtraRootsSetResponse };
	"skills/list": { params: SkillsListParams; result: SkillsListResponse };
	"thread/approveGuardianDeniedAction": { params: ThreadApproveGuardianDeniedActionParams; result: ThreadApproveGuardianDeniedActionResponse };
	"thread/archive": { params: ThreadArchiveParams; result: ThreadArchiveResponse };
	"thread/attachment/add": { params: ThreadAttachmentAddParams; result: ThreadAttachmentAddResponse };
	"thread/attachment/list": { params: ThreadAttachmentListParams; result: ThreadAttachmentListResponse };
	"thread/attachment/remove": { params: ThreadAttachmentRemoveParams; result: ThreadAttachmentRemoveResponse };
	"thread/attachmentOwner/list": { params: ThreadAttachmentOwnerListParams; result: ThreadAttachmentOwnerListResponse };
	/** @experimental */
	"thread/backgroundTerminals/clean": { params: ThreadBackgroundTerminalsCleanParams; result: ThreadBackgroundTerminalsCleanResponse };
	/** @experimental */
	"thread/backgroundTerminals/list": { params: ThreadBackgroundTerminalsListParams; result: ThreadBackgroundTerminalsListResponse };
	/** @experimental */
	"thread/backgroundTerminals/terminate": { params: ThreadBackgroundTerminalsTerminateParams; result: ThreadBackgroundTerminalsTerminateResponse };
	"thread/compact/start": { params: ThreadCompactStartParams; result: ThreadCompactStartResponse };
	/**
	 * Decrement the thread-local out-of-band elicitation counter.
	 *
	 * When the count reaches zero, timeout accounting resumes for the thread.
	 *
	 * @experimental
	 */
	"thread/decrement_elicitation": { params: ThreadDecrementElicitationParams; result: ThreadDecrementElicitationResponse };
	"thread/delete": { params: ThreadDeleteParams; result: ThreadDeleteResponse };
	"thread/fork": { params: ThreadForkParams; result: ThreadForkResponse };
	"thread/goal/clear": { params: ThreadGoalClearParams; result: ThreadGoalClearResponse };
	"thread/goal/get": { params: ThreadGoalGetParams; result: ThreadGoalGetResponse };
	"thread/goal/set": { params: ThreadGoalSetParams; result: ThreadGoalSetResponse };
	/**
	 * Review the idle thread's final injected exec_command without executing it.
	 *
	 * @experimental
	 */
	"thread/guardianReview": { params: ThreadGuardianReviewParams; result: ThreadGuardianReviewResponse };
	/**
	 * Increment the thread-local out-of-band elicitation counter.
	 *
	 * This is used by external helpers to pause timeout accounting while a user approval or other elicitation is pending outside the app-server request flow.
	 *
	 * @experimental
	 */
	"thread/increment_elicitation": { params: ThreadIncrementElicitationParams; result: ThreadIncrementElicitationResponse };
	/** Append raw Responses API items to the thread history without starting a user turn. */
	"thread/inject_items": { params: ThreadInjectItemsParams; result: ThreadInjectItemsResponse };
	"thread/items/list": { params: ThreadItemsListParams; result: ThreadItemsListResponse };
	/** @experimental */
	"thread/items/read": { params: ThreadItemsReadParams; result: ThreadItemsReadResponse };
	"thread/list": { params: ThreadListParams; result: ThreadListResponse };
	"thread/loaded/list": { params: ThreadLoadedListParams; result: ThreadLoadedListResponse };
	/** @experimental */
	"thread/memory/read": { params: ThreadMemoryReadParams; result: ThreadMemoryReadResponse };
	/** @experimental */
	"thread/memoryMode/set": { params: ThreadMemoryModeSetParams; result: ThreadMemoryModeSetResponse };
	"thread/metadata/update": { params: ThreadMetadataUpdateParams; result: ThreadMetadataUpdateResponse };
	"thread/name/set": { params: ThreadSetNameParams; result: ThreadSetNameResponse };
	/** @experimental */
	"thread/prediction/request": { params: ThreadPredictionRequestParams; result: ThreadPredictionRequestResponse };
	/** @experimental */
	"thread/prepareApprovedPlan": { params: ThreadPrepareApprovedPlanParams; result: ThreadPrepareApprovedPlanResponse };
	/** @experimental */
	"thread/queue/add": { params: ThreadQueueAddParams; result: ThreadQueueAddResponse };
	/** @experimental */
	"thread/queue/delete": { params: ThreadQueueDeleteParams; result: ThreadQueueDeleteResponse };
	/** @experimental */
	"thread/queue/list": { params: ThreadQueueListParams; result: ThreadQueueListResponse };
	/** @experimental */
	"thread/queue/reorder": { params: ThreadQueueReorderParams; result: ThreadQueueReorderResponse };
	/** @experimental */
	"thread/queue/start": { params: ThreadQueueStartParams; result: ThreadQueueStartResponse };
	/** @experimental */
	"thread/queue/update": { params: ThreadQueueUpdateParams; result: ThreadQueueUpdateResponse };
	"thread/read": { params: ThreadReadParams; result: ThreadReadResponse };
	/** @experimental */
	"thread/readState/update": { params: ThreadReadStateUpdateParams; result: ThreadReadStateUpdateResponse };
	/** @experimental */
	"thread/realtime/appendAudio": { params: ThreadRealtimeAppendAudioParams; result: ThreadRealtimeAppendAudioResponse };
	/** @experimental */
	"thread/realtime/appendSpeech": { params: ThreadRealtimeAppendSpeechParams; result: ThreadRealtimeAppendSpeechResponse };
	/** @experimental */
	"thread/realtime/appendText": { params: ThreadRealtimeAppendTextParams; result: ThreadRealtimeAppendTextResponse };
	/** @experimental */
	"thread/realtime/listVoices": { params: ThreadRealtimeListVoicesParams; result: ThreadRealtimeListVoicesResponse };
	/** @experimental */
	"thread/realtime/start": { params: ThreadRealtimeStartParams; result: ThreadRealtimeStartResponse };
	/** @experimental */
	"thread/realtime/stop": { params: ThreadRealtimeStopParams; result: ThreadRealtimeStopResponse };
	"thread/resume": { params: ThreadResumeParams; result: ThreadResumeResponse };
	"thread/revert": { params: ThreadRevertParams; result: ThreadRevertResponse };
	/** @experimental */
	"thread/sample": { params: ThreadSampleParams; result: ThreadSampleResponse };
	/** @experimental */
	"thread/sample/cancel": { params: ThreadSampleCancelParams; result: ThreadSampleCancelResponse };
	/** @experimental */
	"thread/search": { params: ThreadSearchParams; result: ThreadSearchResponse };
	/** @experimental */
	"thread/searchOccurrences": { params: ThreadSearchOccurrencesParams; result: ThreadSearchOccurrencesResponse };
	"thread/section/move": { params: ThreadSectionMoveParams; result: ThreadSectionMoveResponse };
	/** @experimental */
	"thread/settings/update": { params: ThreadSettingsUpdateParams; result: ThreadSettingsUpdateResponse };
	"thread/shellCommand": { params: ThreadShellCommandParams; result: ThreadShellCommandResponse };
	/** NEW APIs */
	"thread/start": { params: ThreadStartParams; result: ThreadStartResponse };
	/** @experimental */
	"thread/timeline/list": { params: ThreadTimelineListParams; result: ThreadTimelineListResponse };
	"thread/turns/list": { params: ThreadTurnsListParams; result: ThreadTurnsListResponse };
	"thread/unarchive": { params: ThreadUnarchiveParams; result: ThreadUnarchiveResponse };
	"thread/unsubscribe": { params: ThreadUnsubscribeParams; result: ThreadUnsubscribeResponse };
	"threadSection/create": { params: ThreadSectionCreateParams; result: ThreadSectionCreateResponse };
	"threadSection/delete": { params: ThreadSectionDeleteParams; result: ThreadSectionDeleteResponse };
	"threadSection/list": { params: ThreadSectionListParams; result: ThreadSectionListResponse };
	"threadSection/update": { params: ThreadSectionUpdateParams; result: ThreadSectionUpdateResponse };
	"turn/interrupt": { params: TurnInterruptParams; result: TurnInterruptResponse };
	/** @experimental */
	"turn/settings/update": { params: TurnSettingsUpdateParams; result: TurnSettingsUpdateResponse };
	"turn/start": { params: TurnStartParams; result: TurnStartResponse };
	"turn/steer": { params: TurnSteerParams; result: TurnSteerResponse };
	/** @experimental */
	"userVerification/cancel": { params: UserVerificationCancelParams; result: UserVerificationCancelResponse };
	/** @experimental */
	"userVerification/delete": { params: UserVerificationDeleteParams; result: UserVerificationDeleteResponse };
	/** @experimental */
	"userVerification/enroll": { params: UserVerificationEnrollParams; result: UserVerificationEnrollResponse };
	/** @experimental */
	"userVerification/status": { params: UserVerificationStatusParams; result: UserVerificationStatusResponse };
	/** @experimental */
	"userVerification/verify": { params: UserVerificationVerifyParams; result: UserVerificationVerifyResponse };
	"windowsSandbox/readiness": { params: undefined; result: WindowsSandboxReadinessResponse };
	"windowsSandbox/setupStart": { params: WindowsSandboxSetupStartParams; result: WindowsSandboxSetupStartResponse };
}

/** Every request the server can send. */
export interface ServerRequests {
	"account/chatgptAuthTokens/refresh": { params: ChatgptAuthTokensRefreshParams; result: ChatgptAuthTokensRefreshResponse };
	/** DEPRECATED APIs below Request to approve a patch. This request is used for Turns started via the legacy APIs (i.e. SendUserTurn, SendUserMessage). */
	"applyPatchApproval": { params: ApplyPatchApprovalParams; result: ApplyPatchApprovalResponse };
	/** Generate a fresh upstream attestation result on demand. */
	"attestation/generate": { params: AttestationGenerateParams; result: AttestationGenerateResponse };
	/**
	 * Read the current time from an external clock owned by the client.
	 *
	 * @experimental
	 */
	"currentTime/read": { params: CurrentTimeReadParams; result: CurrentTimeReadResponse };
	/** Request to exec a command. This request is used for Turns started via the legacy APIs (i.e. SendUserTurn, SendUserMessage). */
	"execCommandApproval": { params: ExecCommandApprovalParams; result: ExecCommandApprovalResponse };
	/** NEW APIs Sent when approval is requested for a specific command execution. This request is used for Turns started via turn/start. */
	"item/commandExecution/requestApproval": { params: CommandExecutionRequestApprovalParams; result: CommandExecutionRequestApprovalResponse };
	/** Sent when approval is requested for a specific file change. This request is used for Turns started via turn/start. */
	"item/fileChange/requestApproval": { params: FileChangeRequestApprovalParams; result: FileChangeRequestApprovalResponse };
	/** Request approval for additional permissions from the user. */
	"item/permissions/requestApproval": { params: PermissionsRequestApprovalParams; result: PermissionsRequestApprovalResponse };
	/** Execute a dynamic tool call on the client. */
	"item/tool/call": { params: DynamicToolCallParams; result: DynamicToolCallResponse };
	/** EXPERIMENTAL - Request input from the user for a tool call. */
	"item/tool/requestUserInput": { params: ToolRequestUserInputParams; result: ToolRequestUserInputResponse };
	/** Request input for an MCP server elicitation. */
	"mcpServer/elicitation/request": { params: McpServerElicitationRequestParams; result: McpServerElicitationRequestResponse };
}

/** The params of every notification the server can send. */
export interface ServerNotifications {
	"account/gatewayOAuth/changed": GatewayOAuthChangedNotification;
	"account/login/completed": AccountLoginCompletedNotification;
	"account/rateLimits/updated": AccountRateLimitsUpdatedNotification;
	"account/updated": AccountUpdatedNotification;
	"app/list/updated": AppListUpdatedNotification;
	"autoApprovalReview/strictReviewRequired": StrictReviewRequiredNotification;
	/** Stream base64-encoded stdout/stderr chunks for a running `command/exec` session. */
	"command/exec/outputDelta": CommandExecOutputDeltaNotification;
	"configWarning": ConfigWarningNotification;
	"deprecationNotice": DeprecationNoticeNotification;
	/** NEW NOTIFICATIONS */
	"error": ErrorNotification;
	"externalAgentConfig/import/completed": ExternalAgentConfigImportCompletedNotification;
	"externalAgentConfig/import/progress": ExternalAgentConfigImportProgressNotification;
	"fs/changed": FsChangedNotification;
	"fuzzyFileSearch/sessionCompleted": FuzzyFileSearchSessionCompletedNotification;
	"fuzzyFileSearch/sessionUpdated": FuzzyFileSearchSessionUpdatedNotification;
	"guardianWarning": GuardianWarningNotification;
	"hook/completed": HookCompletedNotification;
	"hook/started": HookStartedNotification;
	"item/agentMessage/delta": AgentMessageDeltaNotification;
	"item/autoApprovalReview/completed": ItemGuardianApprovalReviewCompletedNotification;
	"item/autoApprovalReview/started": ItemGuardianApprovalReviewStartedNotification;
	"item/commandExecution/outputDelta": CommandExecutionOutputDeltaNotification;
	"item/commandExecution/terminalInteraction": TerminalInteractionNotification;
	"item/completed": ItemCompletedNotification;
	/** Deprecated legacy apply_patch output stream notification. */
	"item/fileChange/outputDelta": FileChangeOutputDeltaNotification;
	"item/fileChange/patchUpdated": FileChangePatchUpdatedNotification;
	"item/mcpToolCall/progress": McpToolCallProgressNotification;
	/** EXPERIMENTAL - proposed plan streaming deltas for plan items. */
	"item/plan/delta": PlanDeltaNotification;
	"item/reasoning/summaryPartAdded": ReasoningSummaryPartAddedNotification;
	"item/reasoning/summaryTextDelta": ReasoningSummaryTextDeltaNotification;
	"item/reasoning/textDelta": ReasoningTextDeltaNotification;
	"item/started": ItemStartedNotification;
	"mcpServer/event/stream/notification": McpServerEventStreamNotification;
	"mcpServer/oauthLogin/completed": McpServerOauthLoginCompletedNotification;
	"mcpServer/startupStatus/updated": McpServerStatusUpdatedNotification;
	"model/rerouted": ModelReroutedNotification;
	"model/safetyBuffering/updated": ModelSafetyBufferingUpdatedNotification;
	"model/verification": ModelVerificationNotification;
	"modelProvider/authRecoveryCompleted": AuthRecoveryNotification;
	"modelProvider/authRecoveryStarted": AuthRecoveryNotification;
	/** Final exit notification for a `process/spawn` session. */
	"process/exited": ProcessExitedNotification;
	/** Stream base64-encoded stdout/stderr chunks for a running `process/spawn` session. */
	"process/outputDelta": ProcessOutputDeltaNotification;
	"project/changed": ProjectChangedNotification;
	"remoteControl/status/changed": RemoteControlStatusChangedNotification;
	"serverRequest/resolved": ServerRequestResolvedNotification;
	"skills/changed": SkillsChangedNotification;
	"thread/archived": ThreadArchivedNotification;
	"thread/attachment/updated": ThreadAttachmentUpdatedNotification;
	"thread/closed": ThreadClosedNotification;
	/** Deprecated: Use `ContextCompaction` item type instead. */
	"thread/compacted": ContextCompactedNotification;
	"thread/deleted": ThreadDeletedNotification;
	"thread/environment/connected": EnvironmentConnectionNotification;
	"thread/environment/disconnected": EnvironmentConnectionNotification;
	"thread/goal/cleared": ThreadGoalClearedNotification;
	"thread/goal/updated": ThreadGoalUpdatedNotification;
	"thread/name/updated": ThreadNameUpdatedNotification;
	"thread/prediction/updated": ThreadPredictionUpdatedNotification;
	"thread/project/updated": ThreadProjectUpdatedNotification;
	"thread/queue/changed": ThreadQueueChangedNotification;
	"thread/readState/changed": ThreadReadStateChangedNotification;
	"thread/realtime/closed": ThreadRealtimeClosedNotification;
	"thread/realtime/error": ThreadRealtimeErrorNotification;
	"thread/realtime/item/completed": ThreadRealtimeItemCompletedNotification;
	"thread/realtime/item/started": ThreadRealtimeItemStartedNotification;
	"thread/realtime/item/transcript/delta": ThreadRealtimeItemTranscriptDeltaNotification;
	"thread/realtime/itemAdded": ThreadRealtimeItemAddedNotification;
	"thread/realtime/outputAudio/delta": ThreadRealtimeOutputAudioDeltaNotification;
	"thread/realtime/sdp": ThreadRealtimeSdpNotification;
	"thread/realtime/started": ThreadRealtimeStartedNotification;
	"thread/realtime/transcript/delta": ThreadRealtimeTranscriptDeltaNotification;
	"thread/realtime/transcript/done": ThreadRealtimeTranscriptDoneNotification;
	"thread/reverted": ThreadRevertedNotification;
	"thread/section/changed": ThreadSectionChangedNotification;
	"thread/settings/updated": ThreadSettingsUpdatedNotification;
	"thread/started": ThreadStartedNotification;
	"thread/status/changed": ThreadStatusChangedNotification;
	"thread/tokenUsage/updated": ThreadTokenUsageUpdatedNotification;
	"thread/unarchived": ThreadUnarchivedNotification;
	"turn/completed": TurnCompletedNotification;
	"turn/diff/updated": TurnDiffUpdatedNotification;
	"turn/moderationMetadata": TurnModerationMetadataNotification;
	"turn/plan/updated": TurnPlanUpdatedNotification;
	"turn/started": TurnStartedNotification;
	"warning": WarningNotification;
	/** Notifies the user of world-writable directories on Windows, which cannot be protected by the sandbox. */
	"windows/worldWritableWarning": WindowsWorldWritableWarningNotification;
	"windowsSandbox/setupCompleted": WindowsSandboxSetupCompletedNotification;
}

/** The params of every notification a client can send. */
export interface ClientNotifications {
	"initialized": undefined;
}

/**
 * Notification sent from the server to the client. `switch` on `method` to narrow `params`.
 */
export type ServerNotification =
	| {
			[M in keyof ServerNotifications]: {
				method: M;
				params: ServerNotifications[M];
				/** Unix time in milliseconds at which the server emitted it; old servers do not say. */
				emittedAtMs?: number;
			};
		}[keyof ServerNotifications]
	| UnknownNotification;

/**
 * A notification that this version of the SDK does not know. Its `method` is then the server's,
 * whatever the placeholder here says, which only keeps the known ones apart for the compiler.
 */
export interface UnknownNotification {
	method: "(unknown)";
	params?: unknown;
	emittedAtMs?: number;
}

/** Request initiated from the server and sent to the client. `switch` on `method` to narrow `params`. */
export type ServerRequest = {
	[M in keyof ServerRequests]: {
		id: RequestId;
		method: M;
		params: ServerRequests[M]["params"];
	};
}[keyof ServerRequests];
