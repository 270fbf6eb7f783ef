// Generated from Codex 0.169.0 by `npm run generate-types`. Do not edit.

/**
 * A value that this version of the SDK does not know, as the server sent it: any other string than
 * the known ones. It may be sent back. A string that a program has written does not pass for one,
 * so that a mistyped value does not compile; `"newer" as UnknownValue` sends one all the same.
 */
export type UnknownValue = string & { readonly "(unknown)": unknown };

/**
 * A variant that this version of the SDK does not know, with the fields that all known ones have.
 * It reaches you as the server sent it; its `D` is then any other string than the known ones,
 * whatever the placeholder here says, which only keeps the known variants apart for the compiler.
 */
export type UnknownVariant<D extends string, Common = unknown> = { [K in D]: "(unknown)" } & Common & {
	[key: string]: unknown;
};

/**
 * A variant that this version of the SDK does not know, of a union whose variants are told apart by
 * their one key. It reaches you as the server sent it; the key here is a placeholder.
 */
export interface UnknownKeyedVariant {
	"(unknown)": unknown;
}

/**
 * A path that is guaranteed to be absolute and normalized (though it is not guaranteed to be canonicalized or exist on the filesystem).
 *
 * IMPORTANT: When deserializing an `AbsolutePathBuf`, a base path must be set using [AbsolutePathBufGuard::new]. If no base path is set, the deserialization will fail unless the path being deserialized is already absolute.
 */
export type AbsolutePathBuf = string;

export type Account =
	| ApiKeyAccount
	| ChatgptAccount
	| AmazonBedrockAccount
	| GcpAccount
	| UnknownVariant<"type">;

export interface ApiKeyAccount {
	type: "apiKey";
}

export interface ChatgptAccount {
	type: "chatgpt";
	email: string | null;
	planType: PlanType;
	/** Display name of the selected ChatGPT workspace, when available. */
	workspaceName: string | null;
}

export interface AmazonBedrockAccount {
	type: "amazonBedrock";
	usesCodexManagedCredentials: boolean;
}

/** Google Cloud Vertex AI with externally managed credentials. */
export interface GcpAccount {
	type: "gcp";
}

export interface AccountLoginCompletedNotification {
	loginId: string | null;
	success: boolean;
	error: string | null;
	onboardingEntrypoint: DesktopOnboardingEntrypoint | null;
}

/**
 * Sparse rolling rate-limit update.
 *
 * Clients should merge available values into the most recent `account/rateLimits/read` response or refetch that snapshot. Nullable account metadata may be unavailable in a rolling update and does not clear a previously observed value.
 */
export interface AccountRateLimitsUpdatedNotification {
	rateLimits: RateLimitSnapshot;
}

/** Backend routing policy. Wire values match the accounts/check contract. */
export type AccountRoutingOverride = "NO_CONSTRAINT" | "us" | "us_cr" | (string & {});

export interface AccountSecuritySetupAction {
	label: string;
	url: string;
}

export interface AccountSecuritySetupNotice {
	accountId: string;
	userId: string;
	title: string;
	description: string;
	action: AccountSecuritySetupAction;
}

export interface AccountSession {
	sessionId: string;
	email: string | null;
	userId: string | null;
	displayName: string | null;
	imageUrl: string | null;
	lastUsedAt: number;
	isActive: boolean;
	selectedWorkspaceAccountId: string | null;
	workspaces: AccountSessionWorkspace[];
}

export interface AccountSessionWorkspace {
	accountId: string;
	name: string | null;
	imageUrl: string | null;
	kind: AccountSessionWorkspaceKind | null;
}

export type AccountSessionWorkspaceKind = "personal" | "workspace" | (string & {});

/** @experimental */
export interface AccountSessionsListParams {
	refreshWorkspaceMetadata?: boolean | undefined;
}

/** @experimental */
export interface AccountSessionsResponse {
	activeSessionId: string | null;
	sessions: AccountSession[];
}

/** @experimental */
export interface AccountSessionsSwitchParams {
	/** Opaque active-login identifier returned by accountSession/list. */
	sessionId: string;
	/** Workspace to select within that login; this is not a user identifier. */
	accountId: string;
	/** Allow Core to start browser sign-in if this session needs SSO for the workspace. */
	allowBrowserLogin?: boolean | undefined;
}

/** @experimental */
export type AccountSessionsSwitchResponse =
	| {
		activeSessionId: string | null;
		sessions: AccountSession[];
	}
	| {
		loginId: string;
		authUrl: string;
	};

export interface AccountTokenUsageDailyBucket {
	startDate: string;
	tokens: number;
}

export interface AccountTokenUsageSummary {
	lifetimeTokens: number | null;
	peakDailyTokens: number | null;
	longestRunningTurnSec: number | null;
	currentStreakDays: number | null;
	longestStreakDays: number | null;
}

export interface AccountUpdatedNotification {
	authMode: AuthMode | null;
	planType: PlanType | null;
}

export interface ActivePermissionProfile {
	/** Identifier from `default_permissions` or the implicit built-in default, such as `:workspace` or a user-defined `[permissions.<id>]` profile. */
	id: string;
	/** Parent profile identifier from the selected permissions profile's `extends` setting, when present. */
	extends: string | null;
}

export type AddCreditsNudgeCreditType = "credits" | "usage_limit";

export type AddCreditsNudgeEmailStatus = "sent" | "cooldown_active" | (string & {});

export interface AdditionalContextEntry {
	value: string;
	kind: AdditionalContextKind;
	/** Optional name for untrusted context, used to label its tool output. */
	name?: string | null | undefined;
}

export type AdditionalContextKind = "untrusted" | "application";

export interface AdditionalFileSystemPermissions {
	/** This will be removed in favor of `entries`. */
	read?: LegacyAppPathString[] | null | undefined;
	/** This will be removed in favor of `entries`. */
	write?: LegacyAppPathString[] | null | undefined;
	globScanMaxDepth?: number | null | undefined;
	entries?: FileSystemSandboxEntry[] | null | undefined;
}

export interface AdditionalNetworkPermissions {
	enabled?: boolean | null | undefined;
}

export interface AdditionalPermissionProfile {
	/** Partial overlay used for per-command permission requests. */
	network: AdditionalNetworkPermissions | null;
	fileSystem: AdditionalFileSystemPermissions | null;
}

export type AgentMessageDelivery = "async" | (string & {});

export interface AgentMessageDeltaNotification {
	threadId: string;
	turnId: string;
	itemId: string;
	delta: string;
}

/** A presentation instruction for Chat to apply to this answer when recovering history. */
export interface AgentMessageDisplay {
	/** Unknown actions must be left for the producing client to handle. */
	action: string;
	blockType: string | null;
	cyberTrustedAccess: boolean | null;
	checkTrustedContacts: boolean | null;
}

export type AgentMessageInputContent =
	| InputTextAgentMessageInputContent
	| EncryptedContentAgentMessageInputContent;

export interface InputTextAgentMessageInputContent {
	type: "input_text";
	text: string;
}

export interface EncryptedContentAgentMessageInputContent {
	type: "encrypted_content";
	encrypted_content: string;
}

export interface AgentMessageModeration {
	moderated: boolean;
	display: AgentMessageDisplay | null;
}

export type AgentPath = string;

export type AllowDenyRequirement = "allow" | "deny" | (string & {});

export interface AnalyticsConfig {
	enabled: boolean | null;
	[key: string]: unknown;
}

/** EXPERIMENTAL - app metadata returned by app-list APIs. */
export interface AppBranding {
	category: string | null;
	developer: string | null;
	website: string | null;
	privacyPolicy: string | null;
	termsOfService: string | null;
	isDiscoverableApp: boolean;
}

export interface AppConfig {
	approvals_reviewer?: ApprovalsReviewer | null;
	default_tools_approval_mode?: AppToolApproval | null;
	default_tools_enabled?: boolean | null;
	destructive_enabled?: boolean | null;
	enabled?: boolean;
	/** Per-account approval settings keyed by link ID. */
	links?: AppLinksConfig | null;
	/** Additional model-facing surfaces omitted for this connector's tools. */
	omit_tools_from?: ToolExposureSurface[] | null;
	open_world_enabled?: boolean | null;
	tools?: AppToolsConfig | null;
}

/** EXPERIMENTAL - app metadata returned by app-list APIs. */
export interface AppInfo {
	id: string;
	name: string;
	description: string | null;
	logoUrl: string | null;
	logoUrlDark: string | null;
	iconAssets: { [key: string]: string } | null;
	iconDarkAssets: { [key: string]: string } | null;
	distributionChannel: string | null;
	branding: AppBranding | null;
	appMetadata: AppMetadata | null;
	labels: { [key: string]: string } | null;
	installUrl: string | null;
	isAccessible: boolean;
	/** Whether this app is enabled in config.toml. Example: ```toml [apps.bad_app] enabled = false ``` */
	isEnabled: boolean;
	pluginDisplayNames: string[];
}

/** Approval settings for a connected account within an app. */
export interface AppLinkConfig {
	approvals_reviewer?: ApprovalsReviewer | null;
	default_tools_approval_mode?: AppToolApproval | null;
}

/** Account settings for a single app. */
export type AppLinksConfig = Record<string, never>;

/** EXPERIMENTAL - notification emitted when the app list changes. */
export interface AppListUpdatedNotification {
	data: AppInfo[];
}

export interface AppMetadata {
	review: AppReview | null;
	categories: string[] | null;
	subCategories: string[] | null;
	seoDescription: string | null;
	screenshots: AppScreenshot[] | null;
	developer: string | null;
	version: string | null;
	versionId: string | null;
	versionNotes: string | null;
	firstPartyRequiresInstall: boolean | null;
	showInComposerWhenUnlinked: boolean | null;
}

export interface AppReview {
	status: string;
}

export interface AppScreenshot {
	url: string | null;
	fileId: string | null;
	userPrompt: string;
}

/** EXPERIMENTAL - app metadata summary for plugin responses. */
export interface AppSummary {
	id: string;
	name: string;
	description: string | null;
	installUrl: string | null;
	category: string | null;
}

export interface AppTemplateSummary {
	templateId: string;
	name: string;
	description: string | null;
	category: string | null;
	canonicalConnectorId: string | null;
	logoUrl: string | null;
	logoUrlDark: string | null;
	materializedAppIds: string[];
	reason: AppTemplateUnavailableReason | null;
}

export type AppTemplateUnavailableReason = "NOT_CONFIGURED_FOR_WORKSPACE" | "NO_ACTIVE_WORKSPACE" | (string & {});

export type AppToolApproval = "auto" | "prompt" | "writes" | "approve" | (string & {});

export interface AppToolConfig {
	approval_mode?: AppToolApproval | null;
	enabled?: boolean | null;
}

/** EXPERIMENTAL - metadata returned by app/read. */
export interface AppToolSummary {
	name: string;
	title: string | null;
	description: string;
	isEnabled: boolean;
	disabledReason: string | null;
	isReadOnly: boolean;
}

export type AppToolsConfig = Record<string, never>;

export interface ApplicationNetworkRequirements {
	/** When enabled, only explicitly allowed exact domains may be contacted. */
	enabled: boolean;
	domains: { [key: string]: NetworkDomainPermission };
}

export interface ApplicationRequirements {
	network: ApplicationNetworkRequirements | null;
	storage: ApplicationStorageRequirements | null;
}

/** Managed storage settings for new Desktop workspaces, not filesystem access restrictions. */
export interface ApplicationStorageRequirements {
	defaultProjectParent: LegacyAppPathString | null;
	projectlessWorkspaceRoot: LegacyAppPathString | null;
}

export interface ApplyPatchApprovalParams {
	conversationId: ThreadId;
	/** Use to correlate this with [codex_protocol::protocol::PatchApplyBeginEvent] and [codex_protocol::protocol::PatchApplyEndEvent]. */
	callId: string;
	fileChanges: { [key: string]: FileChange };
	/** Optional explanatory reason (e.g. request for extra write access). */
	reason: string | null;
	/** When set, the agent is asking the user to allow writes under this root for the remainder of the session (unclear if this is honored today). */
	grantRoot: string | null;
}

export interface ApplyPatchApprovalResponse {
	decision: ReviewDecision;
}

/** Configures who approval requests are routed to for review. Examples include sandbox escapes, blocked network access, MCP approval prompts, and ARC escalations. Defaults to `user`. `auto_review` uses a carefully prompted subagent to gather relevant context and apply a risk-based decision framework before approving or denying the request. The legacy value `guardian_subagent` is accepted for compatibility. */
export type ApprovalsReviewer = "user" | "auto_review" | "guardian_subagent" | UnknownValue;

export interface AppsConfig {
	_default: AppsDefaultConfig | null;
}

export interface AppsDefaultConfig {
	enabled: boolean;
	approvals_reviewer: ApprovalsReviewer | null;
	destructive_enabled: boolean;
	open_world_enabled: boolean;
	default_tools_approval_mode: AppToolApproval | null;
}

/** Read the committed installed connector runtime snapshot. */
export interface AppsInstalledParams {
	/** Optional loaded thread id used to evaluate effective app configuration. */
	threadId?: string | null | undefined;
	/** When true and Apps are permitted, refresh and publish the hosted connector runtime tool snapshot first. */
	forceRefresh?: boolean | undefined;
}

/** The installed connectors in one committed runtime snapshot. */
export interface AppsInstalledResponse {
	apps: InstalledApp[];
}

/** EXPERIMENTAL - list available apps/connectors. */
export interface AppsListParams {
	/** Opaque pagination cursor returned by a previous call. */
	cursor?: string | null | undefined;
	/** Optional page size; defaults to a reasonable server-side value. */
	limit?: number | null | undefined;
	/** Optional thread id used to evaluate app feature gating from that thread's config. */
	threadId?: string | null | undefined;
	/** When true, bypass app caches and fetch the latest data from sources. */
	forceRefetch?: boolean | undefined;
}

/** EXPERIMENTAL - app list response. */
export interface AppsListResponse {
	data: AppInfo[];
	/** Opaque cursor to pass to the next call to continue after the last item. If None, there are no more items to return. */
	nextCursor: string | null;
}

/** EXPERIMENTAL - read metadata for specific apps/connectors. */
export interface AppsReadParams {
	/** App ids to read. The server accepts at most 100 ids and deduplicates repeated ids while preserving their first-request order. */
	appIds: string[];
	/** Optional loaded thread id used to evaluate effective app configuration. */
	threadId?: string | null | undefined;
	/** When true, include display-only public tool summaries in the returned metadata. */
	includeTools?: boolean | undefined;
}

/** EXPERIMENTAL - app/read response. */
export interface AppsReadResponse {
	apps: ConnectorMetadata[];
	missingAppIds: string[];
}

export type AskForApproval =
	| "untrusted" | "on-request" | "never" | UnknownValue
	| GranularAskForApproval
	| UnknownKeyedVariant;

export interface GranularAskForApproval {
	granular: {
		sandbox_approval: boolean;
		rules: boolean;
		skill_approval?: boolean | undefined;
		request_permissions?: boolean | undefined;
		mcp_elicitations: boolean;
	};
}

export interface AsyncUserInputQuestion {
	title: string;
	options: string[] | null;
}

export type AttestationGenerateParams = Record<string, never>;

export interface AttestationGenerateResponse {
	/** Opaque client attestation token. */
	token: string;
}

/**
 * Authentication mode for OpenAI-backed providers.
 *
 * - `apikey`: OpenAI API key provided by the caller and stored by Codex.
 * - `chatgpt`: ChatGPT OAuth managed by Codex (tokens persisted and refreshed by Codex).
 * - `chatgptAuthTokens`: [UNSTABLE] FOR OPENAI INTERNAL USE ONLY - DO NOT USE. ChatGPT auth tokens are supplied by an external host app and are only stored in memory. Token refresh must be handled by the external host app.
 * - `headers`: Backend auth supplied as request headers.
 * - `agentIdentity`: Programmatic Codex auth backed by a registered Agent Identity.
 * - `personalAccessToken`: Programmatic Codex auth backed by a personal access token.
 * - `bedrockApiKey`: Amazon Bedrock bearer token managed by Codex.
 * - `bedrockAccessKeys`: Amazon Bedrock AWS access keys managed by Codex.
 */
export type AuthMode = "apikey" | "chatgpt" | "chatgptAuthTokens" | "headers" | "agentIdentity" | "personalAccessToken" | "bedrockApiKey" | "bedrockAccessKeys" | (string & {});

export interface AuthRecoveryNotification {
	threadId: string;
	turnId: string;
	provider: string;
	message: string;
}

/**
 * Selects which part of the active context is charged against `model_auto_compact_token_limit`.
 *
 * - `total`: Count the full active context against the limit.
 * - `body_after_prefix`: Count sampled output and later growth after the carried window prefix.
 */
export type AutoCompactTokenLimitScope = "total" | "body_after_prefix" | (string & {});

/** [UNSTABLE] Source that produced a terminal approval auto-review decision. */
export type AutoReviewDecisionSource = "agent" | (string & {});

export interface AutoReviewRequirements {
	requiredOnModels: string[] | null;
	ignoreRules: string[] | null;
}

/** @experimental */
export type AwsCredentialType = "accessKeys" | "bedrockApiKey" | (string & {});

/** @experimental */
export interface BedrockAwsProfile {
	name: string;
	region: string | null;
}

/** @experimental */
export type BedrockCheckGovCloudRequirementsParams = Record<string, never>;

/**
 * Advisory check of the current Bedrock configuration after login or setup.
 *
 * @experimental
 */
export interface BedrockCheckGovCloudRequirementsResponse {
	/** Whether the active Bedrock authentication resolves to a GovCloud region. */
	isGovCloud: boolean;
	/** Whether GovCloud is selected and the managed requirements miss the baseline. A false value is not a general certification of the network configuration. */
	shouldWarn: boolean;
}

/** @experimental */
export type BedrockDiscoverParams = Record<string, never>;

/** @experimental */
export interface BedrockDiscoverResponse {
	profiles: BedrockAwsProfile[];
	environmentCredentials: BedrockEnvironmentCredential[];
}

/** @experimental */
export interface BedrockEnvironmentCredential {
	type: AwsCredentialType;
	region: string | null;
}

export type BedrockProviderId = "amazon-bedrock" | "amazon-bedrock-runtime";

/** @experimental */
export type BedrockSetupParams =
	| {
		type: "profile";
		profile: string;
		region: string;
	}
	| {
		type: "environment";
		region: string;
	};

/** @experimental */
export type BedrockSetupResponse = Record<string, never>;

export type BrowserUseAccessApprovalLifetime = "turn" | "thread" | (string & {});

export interface BrowserUseConfig {
	allow_history_access: boolean | null;
	default_origin_policy: BrowserUseOriginPolicyConfig | null;
	origins: { [key: string]: BrowserUseOriginPolicyConfig } | null;
}

export interface BrowserUseExtensionRequirements {
	requestHeaders: RequestHeader[] | null;
}

export interface BrowserUseOriginPolicy {
	access: AllowDenyRequirement | null;
	downloads: AllowDenyRequirement | null;
	uploads: AllowDenyRequirement | null;
	fullCdpAccess: AllowDenyRequirement | null;
	autoReview: AllowDenyRequirement | null;
	persistentApproval: boolean | null;
	accessApprovalLifetime: BrowserUseAccessApprovalLifetime | null;
}

export interface BrowserUseOriginPolicyConfig {
	access: AllowDenyRequirement | null;
	downloads: AllowDenyRequirement | null;
	uploads: AllowDenyRequirement | null;
	full_cdp_access: AllowDenyRequirement | null;
}

export interface BrowserUseRequirements {
	extension: BrowserUseExtensionRequirements | null;
	allowWebmcp: boolean | null;
	allowHistoryAccess: boolean | null;
	disableAutoReview: boolean | null;
	allowGlobalPersistentApproval: boolean | null;
	defaultOriginPolicy: BrowserUseOriginPolicy | null;
	origins: { [key: string]: BrowserUseOriginPolicy } | null;
}

export interface ByteRange {
	start: number;
	end: number;
}

export interface CancelLoginAccountParams {
	loginId: string;
}

export interface CancelLoginAccountResponse {
	status: CancelLoginAccountStatus;
}

export type CancelLoginAccountStatus = "canceled" | "notFound" | (string & {});

/** Location used to resolve a selected capability root. */
export interface CapabilityRootLocation {
	type: "environment";
	environmentId: string;
	/** Absolute path for the root in the selected environment. */
	path: string;
}

export interface ChatgptAuthTokensRefreshParams {
	reason: ChatgptAuthTokensRefreshReason;
	/**
	 * Workspace/account identifier that Codex was previously using.
	 *
	 * Clients that manage multiple accounts/workspaces can use this as a hint to refresh the token for the correct workspace.
	 *
	 * This may be `null` when the prior auth state did not include a workspace identifier (`chatgpt_account_id`).
	 */
	previousAccountId?: string | null;
}

/** - `unauthorized`: Codex attempted a backend request and received `401 Unauthorized`. */
export type ChatgptAuthTokensRefreshReason = "unauthorized" | (string & {});

export interface ChatgptAuthTokensRefreshResponse {
	accessToken: string;
	chatgptAccountId: string;
	chatgptPlanType?: string | null | undefined;
}

export type CliAuthCredentialsStoreMode = "file" | "keyring" | "auto" | "ephemeral" | (string & {});

export interface ClientInfo {
	name: string;
	title?: string | null | undefined;
	version: string;
}

/**
 * This translation layer make sure that we expose codex error code in camel case.
 *
 * When an upstream HTTP status is available (for example, from the Responses API or a provider), it is forwarded in `httpStatusCode` on the relevant `codexErrorInfo` variant.
 *
 * - `inferenceHookDenied`: The workspace's inference hook explicitly denied this request.
 */
export type CodexErrorInfo =
	| "contextWindowExceeded" | "sessionBudgetExceeded" | "usageLimitExceeded" | "rateLimitExceeded" | "flexUnavailable" | "serverOverloaded" | "modelNotFound" | "policyCapacityUnavailable" | "cyberPolicy" | "misalignmentPolicyViolation" | "tooManyDenials" | "internalServerError" | "unauthorized" | "badRequest" | "threadRollbackFailed" | "sandboxError" | "other" | "inferenceHookDenied" | (string & {})
	| HttpConnectionFailedCodexErrorInfo
	| ResponseStreamConnectionFailedCodexErrorInfo
	| ResponseStreamDisconnectedCodexErrorInfo
	| ResponseTooManyFailedAttemptsCodexErrorInfo
	| ActiveTurnNotSteerableCodexErrorInfo
	| UnknownKeyedVariant;

export interface HttpConnectionFailedCodexErrorInfo {
	httpConnectionFailed: {
		httpStatusCode: number | null;
	};
}

/** Failed to connect to the response SSE stream. */
export interface ResponseStreamConnectionFailedCodexErrorInfo {
	responseStreamConnectionFailed: {
		httpStatusCode: number | null;
	};
}

/** The response SSE stream disconnected in the middle of a turn before completion. */
export interface ResponseStreamDisconnectedCodexErrorInfo {
	responseStreamDisconnected: {
		httpStatusCode: number | null;
	};
}

/** Reached the retry limit for responses. */
export interface ResponseTooManyFailedAttemptsCodexErrorInfo {
	responseTooManyFailedAttempts: {
		httpStatusCode: number | null;
	};
}

/** Returned when `turn/start` or `turn/steer` is submitted while the current active turn cannot accept same-turn steering, for example `/review` or manual `/compact`. */
export interface ActiveTurnNotSteerableCodexErrorInfo {
	activeTurnNotSteerable: {
		turnKind: NonSteerableTurnKind;
	};
}

export type CodexResponseHandoffMode = "thinking" | "commentary" | "bemTags";

export interface CollabAgentState {
	status: CollabAgentStatus;
	message: string | null;
}

export type CollabAgentStatus = "pendingInit" | "running" | "interrupted" | "completed" | "errored" | "shutdown" | "notFound" | (string & {});

export type CollabAgentTool = "spawnAgent" | "sendInput" | "resumeAgent" | "wait" | "closeAgent" | "sendMessage" | "followupTask" | "interruptAgent" | "listAgents" | (string & {});

export type CollabAgentToolCallStatus = "inProgress" | "completed" | "failed" | "interrupted" | (string & {});

/** Collaboration mode for a Codex session. */
export interface CollaborationMode {
	mode: ModeKind;
	settings: Settings;
}

/**
 * EXPERIMENTAL - list collaboration mode presets.
 *
 * @experimental
 */
export type CollaborationModeListParams = Record<string, never>;

/**
 * EXPERIMENTAL - collaboration mode presets response.
 *
 * @experimental
 */
export interface CollaborationModeListResponse {
	data: CollaborationModeMask[];
}

/** EXPERIMENTAL - collaboration mode preset metadata for clients. */
export interface CollaborationModeMask {
	name: string;
	mode: ModeKind | null;
	model: string | null;
	reasoning_effort: ReasoningEffort | null;
}

export type CommandAction =
	| ReadCommandAction
	| ListFilesCommandAction
	| SearchCommandAction
	| UnknownCommandAction
	| UnknownVariant<"type", { command: string }>;

export interface ReadCommandAction {
	type: "read";
	command: string;
	name: string;
	path: LegacyAppPathString;
}

export interface ListFilesCommandAction {
	type: "listFiles";
	command: string;
	path: string | null;
}

export interface SearchCommandAction {
	type: "search";
	command: string;
	query: string | null;
	path: string | null;
}

export interface UnknownCommandAction {
	type: "unknown";
	command: string;
}

/**
 * Base64-encoded output chunk emitted for a streaming `command/exec` request.
 *
 * These notifications are connection-scoped. If the originating connection closes, the server terminates the process.
 */
export interface CommandExecOutputDeltaNotification {
	/** Client-supplied, connection-scoped `processId` from the original `command/exec` request. */
	processId: string;
	/** Output stream for this chunk. */
	stream: CommandExecOutputStream;
	/** Base64-encoded output bytes. */
	deltaBase64: string;
	/** `true` on the final streamed chunk for a stream when `outputBytesCap` truncated later output on that stream. */
	capReached: boolean;
}

/**
 * Stream label for `command/exec/outputDelta` notifications.
 *
 * - `stdout`: stdout stream. PTY mode multiplexes terminal output here.
 * - `stderr`: stderr stream.
 */
export type CommandExecOutputStream = "stdout" | "stderr" | (string & {});

/**
 * Run a standalone command (argv vector) in the server sandbox without creating a thread or turn.
 *
 * The final `command/exec` response is deferred until the process exits and is sent only after all `command/exec/outputDelta` notifications for that connection have been emitted.
 */
export interface CommandExecParams {
	/** Command argv vector. Empty arrays are rejected. */
	command: string[];
	/**
	 * Optional client-supplied, connection-scoped process id.
	 *
	 * Required for `tty`, `streamStdin`, `streamStdoutStderr`, and follow-up `command/exec/write`, `command/exec/resize`, and `command/exec/terminate` calls. When omitted, buffered execution gets an internal id that is not exposed to the client.
	 */
	processId?: string | null | undefined;
	/**
	 * Enable PTY mode.
	 *
	 * This implies `streamStdin` and `streamStdoutStderr`.
	 */
	tty?: boolean | undefined;
	/**
	 * Allow follow-up `command/exec/write` requests to write stdin bytes.
	 *
	 * Requires a client-supplied `processId`.
	 */
	streamStdin?: boolean | undefined;
	/**
	 * Stream stdout/stderr via `command/exec/outputDelta` notifications.
	 *
	 * Streamed bytes are not duplicated into the final response and require a client-supplied `processId`.
	 */
	streamStdoutStderr?: boolean | undefined;
	/**
	 * Optional per-stream stdout/stderr capture cap in bytes.
	 *
	 * When omitted, the server default applies. Cannot be combined with `disableOutputCap`.
	 */
	outputBytesCap?: number | null | undefined;
	/**
	 * Disable stdout/stderr capture truncation for this request.
	 *
	 * Cannot be combined with `outputBytesCap`.
	 */
	disableOutputCap?: boolean | undefined;
	/**
	 * Disable the timeout entirely for this request.
	 *
	 * Cannot be combined with `timeoutMs`.
	 */
	disableTimeout?: boolean | undefined;
	/**
	 * Optional timeout in milliseconds.
	 *
	 * When omitted, the server default applies. Cannot be combined with `disableTimeout`.
	 */
	timeoutMs?: number | null | undefined;
	/** Optional working directory. Defaults to the server cwd. */
	cwd?: string | null | undefined;
	/**
	 * Optional environment overrides merged into the server-computed environment.
	 *
	 * Matching names override inherited values. Set a key to `null` to unset an inherited variable.
	 */
	env?: { [key: string]: string | null } | null | undefined;
	/** Optional initial PTY size in character cells. Only valid when `tty` is true. */
	size?: CommandExecTerminalSize | null | undefined;
	/**
	 * Optional sandbox policy for this command.
	 *
	 * Uses the same shape as thread/turn execution sandbox configuration and defaults to the user's configured policy when omitted. Cannot be combined with `permissionProfile`.
	 */
	sandboxPolicy?: SandboxPolicy | null | undefined;
	/**
	 * Optional active permissions profile id for this command.
	 *
	 * Defaults to the user's configured permissions when omitted. Cannot be combined with `sandboxPolicy`.
	 *
	 * @experimental
	 */
	permissionProfile?: string | null | undefined;
}

/** Resize a running PTY-backed `command/exec` session. */
export interface CommandExecResizeParams {
	/** Client-supplied, connection-scoped `processId` from the original `command/exec` request. */
	processId: string;
	/** New PTY size in character cells. */
	size: CommandExecTerminalSize;
}

/** Empty success response for `command/exec/resize`. */
export type CommandExecResizeResponse = Record<string, never>;

/** Final buffered result for `command/exec`. */
export interface CommandExecResponse {
	/** Process exit code. */
	exitCode: number;
	/**
	 * Buffered stdout capture.
	 *
	 * Empty when stdout was streamed via `command/exec/outputDelta`.
	 */
	stdout: string;
	/**
	 * Buffered stderr capture.
	 *
	 * Empty when stderr was streamed via `command/exec/outputDelta`.
	 */
	stderr: string;
}

/** PTY size in character cells for `command/exec` PTY sessions. */
export interface CommandExecTerminalSize {
	/** Terminal height in character cells. */
	rows: number;
	/** Terminal width in character cells. */
	cols: number;
}

/** Terminate a running `command/exec` session. */
export interface CommandExecTerminateParams {
	/** Client-supplied, connection-scoped `processId` from the original `command/exec` request. */
	processId: string;
}

/** Empty success response for `command/exec/terminate`. */
export type CommandExecTerminateResponse = Record<string, never>;

/** Write stdin bytes to a running `command/exec` session, close stdin, or both. */
export interface CommandExecWriteParams {
	/** Client-supplied, connection-scoped `processId` from the original `command/exec` request. */
	processId: string;
	/** Optional base64-encoded stdin bytes to write. */
	deltaBase64?: string | null | undefined;
	/** Close stdin after writing `deltaBase64`, if present. */
	closeStdin?: boolean | undefined;
}

/** Empty success response for `command/exec/write`. */
export type CommandExecWriteResponse = Record<string, never>;

/**
 * - `accept`: User approved the command.
 * - `acceptForSession`: User approved the command and future prompts in the same session-scoped approval cache should run without prompting.
 * - `decline`: User denied the command. The agent will continue the turn.
 * - `cancel`: User denied the command. The turn will also be immediately interrupted.
 */
export type CommandExecutionApprovalDecision =
	| "accept" | "acceptForSession" | "decline" | "cancel" | UnknownValue
	| AcceptWithExecpolicyAmendmentCommandExecutionApprovalDecision
	| ApplyNetworkPolicyAmendmentCommandExecutionApprovalDecision
	| UnknownKeyedVariant;

/** User approved the command, and wants to apply the proposed execpolicy amendment so future matching commands can run without prompting. */
export interface AcceptWithExecpolicyAmendmentCommandExecutionApprovalDecision {
	acceptWithExecpolicyAmendment: {
		execpolicy_amendment: string[];
	};
}

/** User chose a persistent network policy rule (allow/deny) for this host. */
export interface ApplyNetworkPolicyAmendmentCommandExecutionApprovalDecision {
	applyNetworkPolicyAmendment: {
		network_policy_amendment: NetworkPolicyAmendment;
	};
}

/**
 * Distinguishes a command approval from input sent to an existing terminal.
 *
 * - `humanCommand`: A managed checkpoint requiring a fresh human decision. Only `accept`, `decline`, and `cancel` are valid. Requires the `requiredHumanApproval` initialize capability. This prompt does not itself start a command execution item.
 */
export type CommandExecutionApprovalKind = "command" | "writeStdin" | "humanCommand" | (string & {});

export interface CommandExecutionOutputDeltaNotification {
	threadId: string;
	turnId: string;
	itemId: string;
	delta: string;
}

export interface CommandExecutionRequestApprovalParams {
	/** Kind of action under review. Defaults to `command` for older servers. */
	kind: CommandExecutionApprovalKind;
	threadId: string;
	turnId: string;
	itemId: string;
	/** Unix timestamp (in milliseconds) when this approval request started. */
	startedAtMs: number;
	/**
	 * Unique identifier for this specific approval callback.
	 *
	 * For regular shell/unified_exec approvals, this is null.
	 *
	 * For zsh-exec-bridge subcommand approvals, multiple callbacks can belong to one parent `itemId`, so `approvalId` is a distinct opaque callback id (a UUID) used to disambiguate routing. Stdin approvals also use a distinct callback id; inspect `kind` to distinguish them.
	 */
	approvalId?: string | null;
	/** Environment in which the command will run. */
	environmentId: string | null;
	/** Optional explanatory reason (e.g. request for network access). */
	reason?: string | null;
	/** Optional context for a managed-network approval prompt. */
	networkApprovalContext?: NetworkApprovalContext | null;
	/** The command to be executed. */
	command?: string | null;
	/** The command's working directory. */
	cwd?: LegacyAppPathString | null;
	/** Best-effort parsed command actions for friendly display. */
	commandActions?: CommandAction[] | null;
	/**
	 * Optional additional permissions requested for this command.
	 *
	 * @experimental
	 */
	additionalPermissions?: AdditionalPermissionProfile | null;
	/** Optional proposed execpolicy amendment to allow similar commands without prompting. */
	proposedExecpolicyAmendment?: string[] | null;
	/** Optional proposed network policy amendments (allow/deny host) for future requests. */
	proposedNetworkPolicyAmendments?: NetworkPolicyAmendment[] | null;
	/**
	 * Ordered list of decisions the client may present for this prompt.
	 *
	 * @experimental
	 */
	availableDecisions?: CommandExecutionApprovalDecision[] | null;
}

export interface CommandExecutionRequestApprovalResponse {
	decision: CommandExecutionApprovalDecision;
}

export type CommandExecutionSource = "agent" | "userShell" | "unifiedExecStartup" | "unifiedExecInteraction" | (string & {});

export type CommandExecutionStatus = "inProgress" | "completed" | "failed" | "declined" | (string & {});

export interface CommandMigration {
	name: string;
}

export interface ComputerUseConfig {
	default_app_access: AllowDenyRequirement | null;
	macos: ComputerUseMacosConfig | null;
	windows: ComputerUseWindowsConfig | null;
}

export interface ComputerUseMacosConfig {
	bundle_ids: { [key: string]: AllowDenyRequirement } | null;
}

export interface ComputerUseMacosRequirements {
	bundleIds: { [key: string]: AllowDenyRequirement } | null;
}

export interface ComputerUseRequirements {
	allowLockedComputerUse: boolean | null;
	allowPersistentApproval: boolean | null;
	defaultAppAccess: AllowDenyRequirement | null;
	macos: ComputerUseMacosRequirements | null;
	windows: ComputerUseWindowsRequirements | null;
}

export interface ComputerUseWindowsConfig {
	aumids: { [key: string]: AllowDenyRequirement } | null;
	exes: ComputerUseWindowsExeConfig[] | null;
}

export interface ComputerUseWindowsExeConfig {
	publisher_name: string;
	product_name: string;
	binary_name: string | null;
	access: AllowDenyRequirement;
}

export interface ComputerUseWindowsExeRequirement {
	publisherName: string;
	productName: string;
	binaryName: string | null;
	access: AllowDenyRequirement;
}

export interface ComputerUseWindowsRequirements {
	aumids: { [key: string]: AllowDenyRequirement } | null;
	exes: ComputerUseWindowsExeRequirement[] | null;
}

export interface Config {
	model: string | null;
	review_model: string | null;
	model_context_window: number | null;
	model_auto_compact_token_limit: number | null;
	model_auto_compact_token_limit_scope: AutoCompactTokenLimitScope | null;
	model_provider: string | null;
	approval_policy: AskForApproval | null;
	/** [UNSTABLE] Optional default for where approval requests are routed for review. */
	approvals_reviewer: ApprovalsReviewer | null;
	sandbox_mode: SandboxMode | null;
	sandbox_workspace_write: SandboxWorkspaceWrite | null;
	forced_chatgpt_workspace_id: ForcedChatgptWorkspaceIds | null;
	forced_login_method: ForcedLoginMethod | null;
	web_search: WebSearchMode | null;
	/** Effective tools.client_search_provider hint. Model-selected providers take precedence. */
	client_search_provider: WebSearchProvider | null;
	tools: ToolsV2 | null;
	instructions: string | null;
	developer_instructions: string | null;
	compact_prompt: string | null;
	model_reasoning_effort: ReasoningEffort | null;
	model_reasoning_summary: ReasoningSummary | null;
	model_verbosity: Verbosity | null;
	service_tier: string | null;
	analytics: AnalyticsConfig | null;
	/** @experimental */
	apps: AppsConfig | null;
	browser_use: BrowserUseConfig | null;
	computer_use: ComputerUseConfig | null;
	desktop: { [key: string]: unknown } | null;
	[key: string]: unknown;
}

export interface ConfigBatchWriteParams {
	edits: ConfigEdit[];
	/** Path to the config file to write; defaults to the user's `config.toml` when omitted. */
	filePath?: string | null | undefined;
	expectedVersion?: string | null | undefined;
	/** When true, hot-reload updated runtime settings into loaded threads after writing. Session-static model, reasoning-effort, Plan-mode reasoning-effort, and service-tier defaults are not reloaded. The deprecated personality setting is also not reloaded. */
	reloadUserConfig?: boolean | undefined;
}

export interface ConfigEdit {
	keyPath: string;
	value: unknown;
	mergeStrategy: MergeStrategy;
}

export interface ConfigLayer {
	name: ConfigLayerSource;
	version: string;
	config: unknown;
	disabledReason?: string | null;
}

export interface ConfigLayerMetadata {
	name: ConfigLayerSource;
	version: string;
}

export type ConfigLayerSource =
	| PackagedDefaultsConfigLayerSource
	| MdmConfigLayerSource
	| SystemConfigLayerSource
	| EnterpriseManagedConfigLayerSource
	| UserConfigLayerSource
	| ProjectConfigLayerSource
	| SessionFlagsConfigLayerSource
	| LegacyManagedConfigTomlFromFileConfigLayerSource
	| LegacyManagedConfigTomlFromMdmConfigLayerSource
	| UnknownVariant<"type">;

/** Default configuration supplied with the installed Codex package. */
export interface PackagedDefaultsConfigLayerSource {
	type: "packagedDefaults";
	/** Path to the packaged default configuration file. */
	file: AbsolutePathBuf;
}

/** Managed preferences layer delivered by MDM (macOS only). */
export interface MdmConfigLayerSource {
	type: "mdm";
	domain: string;
	key: string;
}

/** Managed config layer from a file (usually `managed_config.toml`). */
export interface SystemConfigLayerSource {
	type: "system";
	/** This is the path to the system config.toml file, though it is not guaranteed to exist. */
	file: AbsolutePathBuf;
}

/** Enterprise-managed config layer delivered by the cloud config bundle. */
export interface EnterpriseManagedConfigLayerSource {
	type: "enterpriseManaged";
	/** Stable identifier for the delivered layer. */
	id: string;
	/** Admin-facing name for the delivered layer. This is surfaced in diagnostics so users know which cloud layer needs administrator attention. */
	name: string;
}

/** User config layer from $CODEX_HOME/config.toml. This layer is special in that it is expected to be: - writable by the user - generally outside the workspace directory */
export interface UserConfigLayerSource {
	type: "user";
	/** This is the path to the user's config.toml file, though it is not guaranteed to exist. */
	file: AbsolutePathBuf;
	/** Name of the selected profile-v2 config layered on top of the base user config, when this layer represents one. */
	profile: string | null;
}

/** Path to a .codex/ folder within a project. There could be multiple of these between `cwd` and the project/repo root. */
export interface ProjectConfigLayerSource {
	type: "project";
	dotCodexFolder: AbsolutePathBuf;
}

/** Session-layer overrides supplied via `-c`/`--config`. */
export interface SessionFlagsConfigLayerSource {
	type: "sessionFlags";
}

/** `managed_config.toml` was designed to be a config that was loaded as the last layer on top of everything else. This scheme did not quite work out as intended, but we keep this variant as a "best effort" while we phase out `managed_config.toml` in favor of `requirements.toml`. */
export interface LegacyManagedConfigTomlFromFileConfigLayerSource {
	type: "legacyManagedConfigTomlFromFile";
	file: AbsolutePathBuf;
}

export interface LegacyManagedConfigTomlFromMdmConfigLayerSource {
	type: "legacyManagedConfigTomlFromMdm";
}

export interface ConfigReadParams {
	includeLayers?: boolean | undefined;
	/** Optional working directory to resolve project config layers. If specified, return the effective config as seen from that directory (i.e., including any project layers between `cwd` and the project/repo root). */
	cwd?: string | null | undefined;
}

export interface ConfigReadResponse {
	config: Config;
	origins: { [key: string]: ConfigLayerMetadata };
	layers: ConfigLayer[] | null;
}

export interface ConfigRequirements {
	/** Exact provider selection required by managed policy. */
	modelProvider: string | null;
	/** Complete required provider definitions, using config.toml field names. */
	modelProviders: { [key: string]: unknown } | null;
	/** Effective login methods after managed, forced-login, and workspace restrictions. An empty list permits no login method. Older servers may omit this field. */
	allowedLoginMethods: ForcedLoginMethod[] | null;
	cliAuthCredentialsStore: CliAuthCredentialsStoreMode | null;
	chatgptBaseUrl: string | null;
	additionalDeveloperInstructions: string | null;
	allowedApprovalPolicies: AskForApproval[] | null;
	/** @experimental */
	allowedApprovalsReviewers: ApprovalsReviewer[] | null;
	allowedSandboxModes: SandboxMode[] | null;
	allowedWindowsSandboxImplementations: WindowsSandboxImplementation[] | null;
	allowedPermissionProfiles: { [key: string]: boolean } | null;
	defaultPermissions: string | null;
	allowedWebSearchModes: WebSearchMode[] | null;
	allowManagedHooksOnly: boolean | null;
	allowBrowserAndComputerUse: boolean | null;
	allowAppshots: boolean | null;
	allowRemoteControl: boolean | null;
	computerUse: ComputerUseRequirements | null;
	browserUse: BrowserUseRequirements | null;
	inAppBrowser: InAppBrowserRequirements | null;
	featureRequirements: { [key: string]: boolean } | null;
	/** @experimental */
	hooks: ManagedHooksRequirements | null;
	enforceResidency: ResidencyRequirement | null;
	/** @experimental */
	network: NetworkRequirements | null;
	/** @experimental */
	application: ApplicationRequirements | null;
	autoReview: AutoReviewRequirements | null;
	models: ModelsRequirements | null;
	sqliteHome: string | null;
	logDir: string | null;
	modelCatalogJson: string | null;
	checkForUpdateOnStartup: boolean | null;
	allowLoginShell: boolean | null;
	feedback: FeedbackRequirements | null;
	otel: OtelRequirements | null;
}

export interface ConfigRequirementsReadResponse {
	/** Whether Fast and Ultra Fast requirements are enforced independently. Older servers omit this field and use Fast mode as a shared speed gate. */
	supportsIndependentSpeedModes: boolean | null;
	/** Null if no requirements are configured (e.g. no requirements.toml/MDM entries). */
	requirements: ConfigRequirements | null;
}

export interface ConfigValueWriteParams {
	keyPath: string;
	value: unknown;
	mergeStrategy: MergeStrategy;
	/** Path to the config file to write; defaults to the user's `config.toml` when omitted. */
	filePath?: string | null | undefined;
	expectedVersion?: string | null | undefined;
}

export interface ConfigWarningNotification {
	/** Concise summary of the warning. */
	summary: string;
	/** Optional extra guidance or error details. */
	details: string | null;
	/** Optional path to the config file that triggered the warning. */
	path?: string | null;
	/** Optional range for the error location inside the config file. */
	range?: TextRange | null;
}

export interface ConfigWriteResponse {
	status: WriteStatus;
	version: string;
	/** Canonical path to the config file that was written. */
	filePath: AbsolutePathBuf;
	overriddenMetadata: OverriddenMetadata | null;
}

/** Reasoning settings interpreted by the backend for the routed model. */
export interface ConfigurationReasoning {
	effort: ReasoningEffort;
}

export type ConfiguredHookHandler =
	| CommandConfiguredHookHandler
	| McpToolConfiguredHookHandler
	| PromptConfiguredHookHandler
	| AgentConfiguredHookHandler
	| UnknownVariant<"type">;

export interface CommandConfiguredHookHandler {
	type: "command";
	command: string;
	commandWindows: string | null;
	timeoutSec: number | null;
	async: boolean;
	statusMessage: string | null;
	/** Approximate token threshold for spilling this hook's `additionalContext` to disk. `null` uses 2,500 tokens; `0` disables spilling for this hook. The threshold is evaluated against the original context; a spilled preview also includes recovery metadata. */
	additionalContextLimit: number | null;
}

export interface McpToolConfiguredHookHandler {
	type: "mcp_tool";
	server: string;
	tool: string;
	input: { [key: string]: unknown };
	timeoutSec: number | null;
	statusMessage: string | null;
}

export interface PromptConfiguredHookHandler {
	type: "prompt";
}

export interface AgentConfiguredHookHandler {
	type: "agent";
}

export interface ConfiguredHookMatcherGroup {
	matcher: string | null;
	hooks: ConfiguredHookHandler[];
}

/** EXPERIMENTAL - metadata returned by app/read. */
export interface ConnectorMetadata {
	id: string;
	name: string;
	description: string | null;
	iconUrl: string | null;
	iconUrlDark: string | null;
	distributionChannel: string | null;
	installUrl: string | null;
	pluginDisplayNames: string[];
	toolSummaries: AppToolSummary[] | null;
}

/**
 * - `reset`: A reset credit was consumed and the eligible rate-limit windows were reset.
 * - `nothingToReset`: No current rate-limit window is eligible for a reset.
 * - `noCredit`: The account has no earned reset credits available.
 * - `alreadyRedeemed`: The same idempotency key already completed a reset successfully.
 */
export type ConsumeAccountRateLimitResetCreditOutcome = "reset" | "nothingToReset" | "noCredit" | "alreadyRedeemed" | (string & {});

export interface ConsumeAccountRateLimitResetCreditParams {
	/** Identifies one logical reset attempt. A UUID is recommended; reuse the same value when retrying that attempt. */
	idempotencyKey: string;
	/** Opaque reset-credit identifier to redeem. When omitted, the backend selects the next available credit. */
	creditId?: string | null | undefined;
}

export interface ConsumeAccountRateLimitResetCreditResponse {
	outcome: ConsumeAccountRateLimitResetCreditOutcome;
}

export type ContentItem =
	| InputTextContentItem
	| InputImageContentItem
	| InputAudioContentItem
	| OutputTextContentItem;

export interface InputTextContentItem {
	type: "input_text";
	text: string;
}

export type InputImageContentItem =
	| {
		type: "input_image";
		detail?: ImageDetail | null | undefined;
		image_url: string;
	}
	| {
		type: "input_image";
		detail?: ImageDetail | null | undefined;
		file_id: string;
	};

export type InputAudioContentItem =
	| {
		type: "input_audio";
		audio_url: string;
	}
	| {
		type: "input_audio";
		file_id: string;
	};

export interface OutputTextContentItem {
	type: "output_text";
	text: string;
	annotations?: unknown[] | null | undefined;
	logprobs?: unknown[] | null | undefined;
}

/** Deprecated: Use `ContextCompaction` item type instead. */
export interface ContextCompactedNotification {
	threadId: string;
	turnId: string;
}

export type ConversationTextRole = "user" | "developer" | "assistant";

export interface CreditsSnapshot {
	hasCredits: boolean;
	unlimited: boolean;
	balance: string | null;
}

/** @experimental */
export interface CurrentTimeReadParams {
	threadId: string;
}

/** @experimental */
export interface CurrentTimeReadResponse {
	/** Current time as whole Unix seconds. */
	currentTimeAt: number;
}

/** Requested cyber treatment for an OpenAI model turn. Authorization and model-tier restrictions remain server-owned. */
export type CyberAccessProgram = "standard" | "daybreakBlue" | "daybreakRed" | UnknownValue;

export interface DeprecationNoticeNotification {
	/** Concise summary of what is deprecated. */
	summary: string;
	/** Optional extra guidance, such as migration steps or rationale. */
	details: string | null;
}

export type DesktopOnboardingEntrypoint = "life_sciences" | (string & {});

export type DynamicToolCallOutputContentItem =
	| InputTextDynamicToolCallOutputContentItem
	| InputImageDynamicToolCallOutputContentItem
	| InputAudioDynamicToolCallOutputContentItem
	| UnknownVariant<"type">;

export interface InputTextDynamicToolCallOutputContentItem {
	type: "inputText";
	text: string;
}

export interface InputImageDynamicToolCallOutputContentItem {
	type: "inputImage";
	imageUrl: string;
}

export interface InputAudioDynamicToolCallOutputContentItem {
	type: "inputAudio";
	audioUrl: string;
}

export interface DynamicToolCallParams {
	threadId: string;
	turnId: string;
	callId: string;
	namespace: string | null;
	tool: string;
	arguments: unknown;
}

export interface DynamicToolCallResponse {
	contentItems: DynamicToolCallOutputContentItem[];
	success: boolean;
}

export type DynamicToolCallStatus = "inProgress" | "completed" | "failed" | (string & {});

export interface DynamicToolNamespaceTool {
	type: "function";
	name: string;
	description: string;
	inputSchema: unknown;
	deferLoading?: boolean | undefined;
}

export type DynamicToolSpec =
	| FunctionDynamicToolSpec
	| NamespaceDynamicToolSpec;

export interface FunctionDynamicToolSpec {
	type: "function";
	name: string;
	description: string;
	inputSchema: unknown;
	deferLoading?: boolean | undefined;
}

export interface NamespaceDynamicToolSpec {
	type: "namespace";
	name: string;
	description: string;
	tools: DynamicToolNamespaceTool[];
}

/** @experimental */
export interface EnvironmentAddParams {
	environmentId: string;
	execServerUrl: string;
	/** Optional raw bearer token for executor authentication, including reconnects. Requires a secure transport or a loopback destination. */
	authBearerToken?: string | null | undefined;
	/** Optional X-Request-ID for the direct WebSocket upgrade, including reconnects. Requires a secure transport or a loopback destination. */
	websocketRequestId?: string | null | undefined;
	/** Optional WebSocket connection timeout. The server default applies when omitted. */
	connectTimeoutMs?: number | null | undefined;
	/** Required skills supplied by this environment, checked before model inference. */
	skills?: EnvironmentSkillsParams | null | undefined;
}

/** @experimental */
export type EnvironmentAddResponse = Record<string, never>;

export interface EnvironmentConnectionNotification {
	threadId: string;
	environmentId: string;
}

/** @experimental */
export interface EnvironmentInfoParams {
	environmentId: string;
}

/** @experimental */
export interface EnvironmentInfoResponse {
	shell: EnvironmentShellInfo;
	/** Default working directory reported by the environment, as a canonical file URI. */
	cwd: PathUri | null;
}

/** @experimental */
export interface EnvironmentShellInfo {
	/** Stable shell name, for example `zsh`, `bash`, `powershell`, `sh`, or `cmd`. */
	name: string;
	/** Target-native shell executable path or command name. */
	path: string;
}

export interface EnvironmentSkillsParams {
	/** Exact catalog names that must be available from this environment. */
	required?: string[] | null | undefined;
}

/**
 * Current status observed by app-server without starting or recovering an environment.
 *
 * For a currently ready remote environment, app-server asks the existing exec-server connection for `environment/status` without allowing recovery.
 *
 * - `ready`: The environment is local, or an already-connected remote exec-server answered `environment/status` over its existing initialized connection.
 * - `pending`: The configured environment has no ready connection and no observed connection failure. This includes lazy environments that have never been started and initial startup that has not finished.
 * - `disconnected`: A connection attempt, prior connection, or fail-fast `environment/status` probe observed a failure. This does not promise the failure is terminal: later normal environment use may recover it. This call does not trigger recovery; `error` contains the observed reason.
 * - `unknown`: The requested environment id is not configured in app-server.
 *
 * @experimental
 */
export type EnvironmentStatusKind = "ready" | "pending" | "disconnected" | "unknown" | (string & {});

/**
 * Parameters for reading the current status of one configured environment.
 *
 * @experimental
 */
export interface EnvironmentStatusParams {
	/** Environment id to inspect. */
	environmentId: string;
}

/**
 * Current status for the requested environment.
 *
 * @experimental
 */
export interface EnvironmentStatusResponse {
	/** Current status observed without starting or recovering the environment. */
	status: EnvironmentStatusKind;
	/** Human-readable detail for `disconnected` and `unknown`; omitted for other statuses. */
	error?: string | null;
}

export interface ErrorNotification {
	error: TurnError;
	willRetry: boolean;
	threadId: string;
	turnId: string;
}

export interface ExecCommandApprovalParams {
	conversationId: ThreadId;
	/** Use to correlate this with [codex_protocol::protocol::ExecCommandBeginEvent] and [codex_protocol::protocol::ExecCommandEndEvent]. */
	callId: string;
	/** Identifier for this specific approval callback. */
	approvalId: string | null;
	command: string[];
	cwd: string;
	reason: string | null;
	parsedCmd: ParsedCommand[];
}

export interface ExecCommandApprovalResponse {
	decision: ReviewDecision;
}

export interface ExperimentalFeature {
	/** Stable key used in config.toml and CLI flag toggles. */
	name: string;
	/** Lifecycle stage of this feature flag. */
	stage: ExperimentalFeatureStage;
	/** User-facing display name shown in the experimental features UI. Null when this feature is not in beta. */
	displayName: string | null;
	/** Short summary describing what the feature does. Null when this feature is not in beta. */
	description: string | null;
	/** Announcement copy shown to users when the feature is introduced. Null when this feature is not in beta. */
	announcement: string | null;
	/** Whether this feature is currently enabled in the loaded config. */
	enabled: boolean;
	/** Whether this feature is enabled by default. */
	defaultEnabled: boolean;
}

export interface ExperimentalFeatureEnablementSetParams {
	/**
	 * Process-wide runtime feature enablement keyed by canonical feature name.
	 *
	 * Only named features are updated. Omitted features are left unchanged. Send an empty map for a no-op.
	 */
	enablement: { [key: string]: boolean };
}

export interface ExperimentalFeatureEnablementSetResponse {
	/** Feature enablement entries updated by this request. */
	enablement: { [key: string]: boolean };
}

export interface ExperimentalFeatureListParams {
	/** Opaque pagination cursor returned by a previous call. */
	cursor?: string | null | undefined;
	/** Optional page size; defaults to a reasonable server-side value. */
	limit?: number | null | undefined;
	/** Optional loaded thread id. Pass this when showing feature state for an existing thread so enablement is computed from that thread's refreshed config, including project-local config for the thread's cwd. */
	threadId?: string | null | undefined;
}

export interface ExperimentalFeatureListResponse {
	data: ExperimentalFeature[];
	/** Opaque cursor to pass to the next call to continue after the last item. If None, there are no more items to return. */
	nextCursor: string | null;
}

/**
 * - `beta`: Feature is available for user testing and feedback.
 * - `underDevelopment`: Feature is still being built and not ready for broad use.
 * - `stable`: Feature is production-ready.
 * - `deprecated`: Feature is deprecated and should be avoided.
 * - `removed`: Feature flag is retained only for backwards compatibility.
 */
export type ExperimentalFeatureStage = "beta" | "underDevelopment" | "stable" | "deprecated" | "removed" | (string & {});

export interface ExternalAgentConfigDetectParams {
	/** If true, include detection under the user's home directory. */
	includeHome?: boolean | undefined;
	/** Zero or more working directories to include for repo-scoped detection. */
	cwds?: string[] | null | undefined;
	/** Maximum age in days for detected sessions. Missing values use the default limit. */
	maxSessionAgeDays?: number | null | undefined;
	/** Maximum number of sessions to detect. Missing values use the default limit. */
	maxSessions?: number | null | undefined;
	/** Deprecated field retained for compatibility. This field is ignored; use `migrationSource` to select the migration source. */
	source?: string | null | undefined;
	/** Optional migration-source selector. Missing or unrecognized values use the default source. */
	migrationSource?: string | null | undefined;
}

export interface ExternalAgentConfigDetectResponse {
	items: ExternalAgentConfigMigrationItem[];
	connectors: ExternalAgentDetectedConnectorCandidate[];
}

export interface ExternalAgentConfigImportCompletedNotification {
	importId: string;
	itemTypeResults: ExternalAgentConfigImportTypeResult[];
}

export interface ExternalAgentConfigImportHistoriesReadResponse {
	data: ExternalAgentConfigImportHistory[];
	connectors: ExternalAgentImportedConnectorCandidate[];
}

export interface ExternalAgentConfigImportHistory {
	importId: string;
	providerId: string | null;
	completedAtMs: number;
	successes: ExternalAgentConfigImportItemTypeSuccess[];
	failures: ExternalAgentConfigImportItemTypeFailure[];
}

export interface ExternalAgentConfigImportHistoryRecordParams {
	/** Opaque provider identifier for the externally completed import. */
	providerId: string;
	/** Completed results grouped by imported item type. */
	itemTypeResults: ExternalAgentConfigImportHistoryRecordTypeResultParams[];
}

export interface ExternalAgentConfigImportHistoryRecordResponse {
	importId: string;
}

export interface ExternalAgentConfigImportHistoryRecordSuccessParams {
	itemType: ExternalAgentConfigMigrationItemType;
	cwd?: string | null | undefined;
	source?: string | null | undefined;
	target?: string | null | undefined;
	/** Original title for an imported session, when available. */
	title?: string | null | undefined;
}

export interface ExternalAgentConfigImportHistoryRecordTypeResultParams {
	itemType: ExternalAgentConfigMigrationItemType;
	successes: ExternalAgentConfigImportHistoryRecordSuccessParams[];
	failures: ExternalAgentConfigImportItemTypeFailure[];
}

export interface ExternalAgentConfigImportItemTypeFailure {
	itemType: ExternalAgentConfigMigrationItemType;
	errorType?: string | null | undefined;
	subErrorType?: string | null | undefined;
	failureStage: string;
	message: string;
	cwd?: string | null | undefined;
	source?: string | null | undefined;
}

export interface ExternalAgentConfigImportItemTypeSuccess {
	itemType: ExternalAgentConfigMigrationItemType;
	cwd: string | null;
	source: string | null;
	target: string | null;
	/** Original title for an imported session; null for other item types. */
	title: string | null;
}

export interface ExternalAgentConfigImportParams {
	migrationItems: ExternalAgentConfigMigrationItem[];
	/** Optional identifier for the product that initiated the import. */
	source?: string | null | undefined;
	/** Opaque provider identifier supplied by the caller for analytics attribution and import history display. This does not select the migration source. */
	providerId?: string | null | undefined;
	/** Migration-source selector used to produce the migration items. Pass the same value to detection and import; missing or unrecognized values use the default source. */
	migrationSource?: string | null | undefined;
}

export interface ExternalAgentConfigImportProgressNotification {
	importId: string;
	itemTypeResults: ExternalAgentConfigImportTypeResult[];
}

export interface ExternalAgentConfigImportResponse {
	importId: string;
}

export interface ExternalAgentConfigImportTypeResult {
	itemType: ExternalAgentConfigMigrationItemType;
	successes: ExternalAgentConfigImportItemTypeSuccess[];
	failures: ExternalAgentConfigImportItemTypeFailure[];
}

export interface ExternalAgentConfigMigrationItem {
	itemType: ExternalAgentConfigMigrationItemType;
	description: string;
	/** Null or empty means home-scoped migration; non-empty means repo-scoped migration. */
	cwd?: string | null | undefined;
	details?: MigrationDetails | null | undefined;
}

export type ExternalAgentConfigMigrationItemType = "AGENTS_MD" | "CONFIG" | "SKILLS" | "PLUGINS" | "MCP_SERVER_CONFIG" | "SUBAGENTS" | "HOOKS" | "COMMANDS" | "MEMORY" | "SESSIONS" | UnknownValue;

export interface ExternalAgentDetectedConnectorCandidate {
	name: string;
	sessionCount: number;
	source: ExternalAgentDetectedConnectorSource;
}

export type ExternalAgentDetectedConnectorSource = "remoteMcpServersConfig" | "sessionToolUse" | (string & {});

export interface ExternalAgentImportedConnectorCandidate {
	name: string;
	sessionCount: number;
	source: ExternalAgentImportedConnectorSource;
}

export type ExternalAgentImportedConnectorSource = "remoteMcpServersConfig" | (string & {});

export interface FeedbackRequirements {
	enabled: boolean | null;
}

export interface FeedbackSaveParams {
	/** Absolute, previously unused ZIP path on the app-server host. The caller owns this file, including after a disconnected RPC. */
	savePath: LegacyAppPathString;
	classification: string;
	reason?: string | null | undefined;
	threadId?: string | null | undefined;
	includeLogs?: boolean | undefined;
	extraLogFiles?: string[] | null | undefined;
	tags?: { [key: string]: string } | null | undefined;
}

export interface FeedbackSaveResponse {
	savedPath: LegacyAppPathString;
	threadId: string;
	/** Same prompt hash as feedback/upload; null when prompt metadata is absent. */
	promptHash: string | null;
}

export interface FeedbackUploadParams {
	classification: string;
	reason?: string | null | undefined;
	threadId?: string | null | undefined;
	includeLogs?: boolean | undefined;
	extraLogFiles?: string[] | null | undefined;
	tags?: { [key: string]: string } | null | undefined;
}

export interface FeedbackUploadResponse {
	threadId: string;
	/** Whitespace-normalized SHA-256 of the session base instructions, matching the uploaded `prompt_hash` tag. Does not include later developer messages. Null when the reported rollout has no prompt metadata. */
	promptHash: string | null;
}

export type FileChange =
	| AddFileChange
	| DeleteFileChange
	| UpdateFileChange
	| UnknownVariant<"type">;

export interface AddFileChange {
	type: "add";
	content: string;
}

export interface DeleteFileChange {
	type: "delete";
	content: string;
}

export interface UpdateFileChange {
	type: "update";
	unified_diff: string;
	move_path: string | null;
}

/**
 * - `accept`: User approved the file changes.
 * - `acceptForSession`: User approved the file changes and future changes to the same files should run without prompting.
 * - `decline`: User denied the file changes. The agent will continue the turn.
 * - `cancel`: User denied the file changes. The turn will also be immediately interrupted.
 */
export type FileChangeApprovalDecision = "accept" | "acceptForSession" | "decline" | "cancel";

/**
 * Deprecated legacy notification for `apply_patch` textual output.
 *
 * The server no longer emits this notification.
 */
export interface FileChangeOutputDeltaNotification {
	threadId: string;
	turnId: string;
	itemId: string;
	delta: string;
}

export interface FileChangePatchUpdatedNotification {
	threadId: string;
	turnId: string;
	itemId: string;
	changes: FileUpdateChange[];
}

export interface FileChangeRequestApprovalParams {
	threadId: string;
	turnId: string;
	itemId: string;
	/** Unix timestamp (in milliseconds) when this approval request started. */
	startedAtMs: number;
	/** Optional explanatory reason (e.g. request for extra write access). */
	reason?: string | null;
	/** [UNSTABLE] When set, the agent is asking the user to allow writes under this root for the remainder of the session (unclear if this is honored today). */
	grantRoot?: string | null;
}

export interface FileChangeRequestApprovalResponse {
	decision: FileChangeApprovalDecision;
}

export type FileSystemAccessMode = "read" | "write" | "deny" | UnknownValue;

export type FileSystemPath =
	| PathFileSystemPath
	| GlobPatternFileSystemPath
	| SpecialFileSystemPath
	| UnknownVariant<"type">;

export interface PathFileSystemPath {
	type: "path";
	path: LegacyAppPathString;
}

export interface GlobPatternFileSystemPath {
	type: "glob_pattern";
	pattern: string;
}

export interface SpecialFileSystemPath {
	type: "special";
	value: FileSystemSpecialPath;
}

export interface FileSystemSandboxEntry {
	path: FileSystemPath;
	access: FileSystemAccessMode;
}

export type FileSystemSpecialPath =
	| RootFileSystemSpecialPath
	| MinimalFileSystemSpecialPath
	| KindFileSystemSpecialPath
	| TmpdirFileSystemSpecialPath
	| SlashTmpFileSystemSpecialPath
	| {
		kind: "unknown";
		path: string;
		subpath?: LegacyAppPathString | null | undefined;
	}
	| UnknownVariant<"kind">;

export interface RootFileSystemSpecialPath {
	kind: "root";
}

export interface MinimalFileSystemSpecialPath {
	kind: "minimal";
}

export interface KindFileSystemSpecialPath {
	kind: "project_roots";
	subpath?: LegacyAppPathString | null | undefined;
}

export interface TmpdirFileSystemSpecialPath {
	kind: "tmpdir";
}

export interface SlashTmpFileSystemSpecialPath {
	kind: "slash_tmp";
}

export interface FileUpdateChange {
	path: string;
	kind: PatchChangeKind;
	diff: string;
}

/** Backward-compatible API shape for ChatGPT workspace login restrictions. */
export type ForcedChatgptWorkspaceIds =
	| string
	| string[];

export type ForcedLoginMethod = "chatgpt" | "api" | (string & {});

/** Filesystem watch notification emitted for `fs/watch` subscribers. */
export interface FsChangedNotification {
	/** Watch identifier previously provided to `fs/watch`. */
	watchId: string;
	/** File or directory paths associated with this event. */
	changedPaths: AbsolutePathBuf[];
}

/** Copy a file or directory tree on the host filesystem. */
export interface FsCopyParams {
	/** Absolute source path. */
	sourcePath: AbsolutePathBuf;
	/** Absolute destination path. */
	destinationPath: AbsolutePathBuf;
	/** Required for directory copies; ignored for file copies. */
	recursive?: boolean | undefined;
}

/** Successful response for `fs/copy`. */
export type FsCopyResponse = Record<string, never>;

/** Create a directory on the host filesystem. */
export interface FsCreateDirectoryParams {
	/** Absolute directory path to create. */
	path: AbsolutePathBuf;
	/** Whether parent directories should also be created. Defaults to `true`. */
	recursive?: boolean | null | undefined;
}

/** Successful response for `fs/createDirectory`. */
export type FsCreateDirectoryResponse = Record<string, never>;

/** Request metadata for an absolute path. */
export interface FsGetMetadataParams {
	/** Absolute path to inspect. */
	path: AbsolutePathBuf;
}

/** Metadata returned by `fs/getMetadata`. */
export interface FsGetMetadataResponse {
	/** Whether the path resolves to a directory. */
	isDirectory: boolean;
	/** Whether the path resolves to a regular file. */
	isFile: boolean;
	/** Whether the path itself is a symbolic link. */
	isSymlink: boolean;
	/** File creation time in Unix milliseconds when available, otherwise `0`. */
	createdAtMs: number;
	/** File modification time in Unix milliseconds when available, otherwise `0`. */
	modifiedAtMs: number;
}

/** A directory entry returned by `fs/readDirectory`. */
export interface FsReadDirectoryEntry {
	/** Direct child entry name only, not an absolute or relative path. */
	fileName: string;
	/** Whether this entry resolves to a directory. */
	isDirectory: boolean;
	/** Whether this entry resolves to a regular file. */
	isFile: boolean;
}

/** List direct child names for a directory. */
export interface FsReadDirectoryParams {
	/** Absolute directory path to read. */
	path: AbsolutePathBuf;
}

/** Directory entries returned by `fs/readDirectory`. */
export interface FsReadDirectoryResponse {
	/** Direct child entries in the requested directory. */
	entries: FsReadDirectoryEntry[];
}

/** Read a file from the host filesystem. */
export interface FsReadFileParams {
	/** Absolute path to read. */
	path: AbsolutePathBuf;
}

/** Base64-encoded file contents returned by `fs/readFile`. */
export interface FsReadFileResponse {
	/** File contents encoded as base64. */
	dataBase64: string;
}

/** Remove a file or directory tree from the host filesystem. */
export interface FsRemoveParams {
	/** Absolute path to remove. */
	path: AbsolutePathBuf;
	/** Whether directory removal should recurse. Defaults to `true`. */
	recursive?: boolean | null | undefined;
	/** Whether missing paths should be ignored. Defaults to `true`. */
	force?: boolean | null | undefined;
}

/** Successful response for `fs/remove`. */
export type FsRemoveResponse = Record<string, never>;

/** Stop filesystem watch notifications for a prior `fs/watch`. */
export interface FsUnwatchParams {
	/** Watch identifier previously provided to `fs/watch`. */
	watchId: string;
}

/** Successful response for `fs/unwatch`. */
export type FsUnwatchResponse = Record<string, never>;

/** Start filesystem watch notifications for an absolute path. */
export interface FsWatchParams {
	/** Connection-scoped watch identifier used for `fs/unwatch` and `fs/changed`. */
	watchId: string;
	/** Absolute file or directory path to watch. */
	path: AbsolutePathBuf;
}

/** Successful response for `fs/watch`. */
export interface FsWatchResponse {
	/** Canonicalized path associated with the watch. */
	path: AbsolutePathBuf;
}

/** Write a file on the host filesystem. */
export interface FsWriteFileParams {
	/** Absolute path to write. */
	path: AbsolutePathBuf;
	/** File contents encoded as base64. */
	dataBase64: string;
}

/** Successful response for `fs/writeFile`. */
export type FsWriteFileResponse = Record<string, never>;

export type FunctionCallOutputBody =
	| string
	| FunctionCallOutputContentItem[];

/** Responses API compatible content items that can be returned by a tool call. This is a subset of ContentItem with the types we support as function call outputs. */
export type FunctionCallOutputContentItem =
	| InputTextFunctionCallOutputContentItem
	| InputImageFunctionCallOutputContentItem
	| InputAudioFunctionCallOutputContentItem
	| EncryptedContentFunctionCallOutputContentItem
	| UnknownVariant<"type">;

export interface InputTextFunctionCallOutputContentItem {
	type: "input_text";
	text: string;
}

export type InputImageFunctionCallOutputContentItem =
	| {
		type: "input_image";
		detail?: ImageDetail | null | undefined;
		image_url: string;
	}
	| {
		type: "input_image";
		detail?: ImageDetail | null | undefined;
		file_id: string;
	};

export type InputAudioFunctionCallOutputContentItem =
	| {
		type: "input_audio";
		audio_url: string;
	}
	| {
		type: "input_audio";
		file_id: string;
	};

export interface EncryptedContentFunctionCallOutputContentItem {
	type: "encrypted_content";
	encrypted_content: string;
}

export type FuzzyFileSearchMatchType = "file" | "directory" | (string & {});

export interface FuzzyFileSearchParams {
	query: string;
	roots: string[];
	cancellationToken?: string | null | undefined;
}

export interface FuzzyFileSearchResponse {
	files: FuzzyFileSearchResult[];
}

/** Superset of [`codex_file_search::FileMatch`] */
export interface FuzzyFileSearchResult {
	root: string;
	path: string;
	match_type: FuzzyFileSearchMatchType;
	file_name: string;
	score: number;
	indices: number[] | null;
}

export interface FuzzyFileSearchSessionCompletedNotification {
	sessionId: string;
}

/** @experimental */
export interface FuzzyFileSearchSessionStartParams {
	sessionId: string;
	roots: string[];
}

/** @experimental */
export type FuzzyFileSearchSessionStartResponse = Record<string, never>;

/** @experimental */
export interface FuzzyFileSearchSessionStopParams {
	sessionId: string;
}

/** @experimental */
export type FuzzyFileSearchSessionStopResponse = Record<string, never>;

/** @experimental */
export interface FuzzyFileSearchSessionUpdateParams {
	sessionId: string;
	query: string;
}

/** @experimental */
export type FuzzyFileSearchSessionUpdateResponse = Record<string, never>;

export interface FuzzyFileSearchSessionUpdatedNotification {
	sessionId: string;
	query: string;
	files: FuzzyFileSearchResult[];
}

export type GatewayAuth =
	| NoneGatewayAuth
	| {
		mode: "environmentVariable";
		envKey: string;
	}
	| ModeGatewayAuth
	| UnknownVariant<"mode">;

export interface NoneGatewayAuth {
	mode: "none";
}

/** Authentication is configured outside the gateway form. Preserve it on edits. */
export interface ModeGatewayAuth {
	mode: "externallyConfigured";
	envKey: string | null;
}

export type GatewayOAuthCancelResponse = Record<string, never>;

export interface GatewayOAuthChangedNotification {
	/** Identifies the completed device login attempt. */
	loginId: string | null;
	/** Authorization handoff, sent only to the connection that started login. */
	authUrl: string | null;
	providerId: string;
	status: GatewayOAuthStatus;
	error: string | null;
}

/** Authorize a configured provider without changing the default or any thread's provider. */
export interface GatewayOAuthLoginParams {
	/** Defaults to the current provider when omitted. */
	modelProvider?: string | null | undefined;
	/** Select device authorization when the server advertises support for it. */
	deviceAuth?: boolean | undefined;
}

export interface GatewayOAuthLoginResponse {
	prompt: GatewayOAuthPrompt | null;
}

export interface GatewayOAuthPrompt {
	loginId: string;
	verificationUrl: string;
	userCode: string;
}

/** Read credential readiness for a configured provider without starting browser login. */
export interface GatewayOAuthReadParams {
	/** Defaults to the current provider when omitted. */
	modelProvider?: string | null | undefined;
}

/** Current effective gateway policy and credential readiness; never contains credentials. */
export interface GatewayOAuthReadResponse {
	providerId: string;
	providerName: string;
	/** Whether the selected provider uses gateway OAuth, even when already signed in. */
	required: boolean;
	/** Whether the administrator configured a device authorization endpoint. */
	supportsDeviceAuth?: boolean;
	/** Null when the effective provider does not use gateway OAuth. */
	status: GatewayOAuthStatus | null;
	error: string | null;
}

export type GatewayOAuthStatus = "notReady" | "started" | "succeeded" | "failed" | (string & {});

export type GcpProviderId = "gcp";

/** @experimental */
export interface GcpSetupParams {
	projectId: string;
	/** Vertex AI location. Omission or null selects `global`. */
	location?: string | null | undefined;
	/** Absolute path to a credential file on the app-server host. Omit or pass `null` to clear the active user configuration's override and use ADC. If another configuration layer would still supply a credential file, setup fails without saving changes. */
	credentialFile?: string | null | undefined;
}

/** @experimental */
export type GcpSetupResponse = Record<string, never>;

export interface GetAccountParams {
	/**
	 * When `true`, requests a proactive token refresh before returning.
	 *
	 * In managed auth mode this triggers the normal refresh-token flow. In external auth mode this flag is ignored. Clients should refresh tokens themselves and call `account/login/start` with `chatgptAuthTokens`.
	 */
	refreshToken?: boolean | undefined;
}

/** Usage-read capabilities of the requesting client, never inferred from its experiment arm. */
export interface GetAccountRateLimitsParams {
	/** The client supports automatic Luna Reserve fallback. For eligible ChatGPT CLI users, allow the backend to record experiment exposure after ordinary usage is blocked. */
	supportsLunaReserve?: boolean | undefined;
	/** Skip the separate reset-credit detail lookup for background usage polls. The usage response still includes the available count; omitted/false preserves detailed reads. */
	excludeResetCreditDetails?: boolean | undefined;
}

export interface GetAccountRateLimitsResponse {
	/** Backend permission for ordinary included usage, validated against the active account. Null means unavailable; clients must not infer recovery from percentages or reset times. */
	ordinaryUsageAllowed: boolean | null;
	/** Backward-compatible single-bucket view; mirrors the historical payload. */
	rateLimits: RateLimitSnapshot;
	/** Multi-bucket view keyed by metered `limit_id` (for example, `codex`). */
	rateLimitsByLimitId: { [key: string]: RateLimitSnapshot } | null;
	rateLimitResetCredits: RateLimitResetCreditsSummary | null;
	/** Account associated with this usage snapshot, when supplied by the backend. */
	accountId: string | null;
	/** Optional backend-owned banner from the same usage read. Its nested keys retain the backend's snake_case contract; an absent banner leaves the client's existing UI unchanged. */
	rateLimitUpsell: unknown;
}

export interface GetAccountResponse {
	account: Account | null;
	/** ChatGPT user ID belonging to this account response, when available. */
	userId: string | null;
	requiresOpenaiAuth: boolean;
	/** @experimental */
	workspaceRouting: WorkspaceRouting | null;
}

/** Optional security reminder bound to the account that fetched it. Unavailable or ineligible accounts return no notice; this read never changes account security. */
export interface GetAccountSecuritySetupResponse {
	notice: AccountSecuritySetupNotice | null;
}

export interface GetAccountTokenUsageParams {
	/** When present, read estimated usage for this thread instead of account-wide token activity. */
	threadId?: string | null | undefined;
}

export interface GetAccountTokenUsageResponse {
	summary: AccountTokenUsageSummary;
	dailyUsageBuckets: AccountTokenUsageDailyBucket[] | null;
	/** Estimated usage when a thread was requested and its billing route is available. */
	threadUsage?: ThreadUsage | null;
}

export interface GetWorkspaceMessagesResponse {
	/** Whether the workspace-message backend route is available for this client. */
	featureEnabled: boolean;
	/** Active workspace messages returned by the backend. */
	messages: WorkspaceMessage[];
}

export interface GitInfo {
	sha: string | null;
	branch: string | null;
	originUrl: string | null;
}

export interface GrantedPermissionProfile {
	network?: AdditionalNetworkPermissions | null | undefined;
	fileSystem?: AdditionalFileSystemPermissions | null | undefined;
}

/** [UNSTABLE] Temporary approval auto-review payload used by `item/autoApprovalReview/*` notifications. This shape is expected to change soon. */
export interface GuardianApprovalReview {
	status: GuardianApprovalReviewStatus;
	riskLevel: GuardianRiskLevel | null;
	userAuthorization: GuardianUserAuthorization | null;
	rationale: string | null;
}

export type GuardianApprovalReviewAction =
	| CommandGuardianApprovalReviewAction
	| ExecveGuardianApprovalReviewAction
	| WriteStdinGuardianApprovalReviewAction
	| ApplyPatchGuardianApprovalReviewAction
	| NetworkAccessGuardianApprovalReviewAction
	| McpToolCallGuardianApprovalReviewAction
	| RequestPermissionsGuardianApprovalReviewAction
	| UnknownVariant<"type">;

export interface CommandGuardianApprovalReviewAction {
	type: "command";
	source: GuardianCommandSource;
	command: string;
	cwd: LegacyAppPathString;
}

export interface ExecveGuardianApprovalReviewAction {
	type: "execve";
	source: GuardianCommandSource;
	program: string;
	argv: string[];
	cwd: AbsolutePathBuf;
}

/** A child approval for input to an existing command execution item. */
export interface WriteStdinGuardianApprovalReviewAction {
	type: "writeStdin";
	approvalId: string;
	processId: string;
	stdin: string;
	cwd: LegacyAppPathString;
}

export interface ApplyPatchGuardianApprovalReviewAction {
	type: "applyPatch";
	cwd: LegacyAppPathString;
	files: LegacyAppPathString[];
}

export interface NetworkAccessGuardianApprovalReviewAction {
	type: "networkAccess";
	target: string;
	host: string;
	protocol: NetworkApprovalProtocol;
	port: number;
}

export interface McpToolCallGuardianApprovalReviewAction {
	type: "mcpToolCall";
	server: string;
	toolName: string;
	connectorId: string | null;
	connectorName: string | null;
	toolTitle: string | null;
}

export interface RequestPermissionsGuardianApprovalReviewAction {
	type: "requestPermissions";
	reason: string | null;
	permissions: RequestPermissionProfile;
}

/** [UNSTABLE] Lifecycle state for an approval auto-review. */
export type GuardianApprovalReviewStatus = "inProgress" | "approved" | "denied" | "timedOut" | "aborted" | (string & {});

/**
 * Final allow/deny outcome returned by the guardian reviewer.
 *
 * @experimental
 */
export type GuardianAssessmentOutcome = "allow" | "deny" | (string & {});

export type GuardianCommandSource = "shell" | "unifiedExec" | (string & {});

/** [UNSTABLE] Risk level assigned by approval auto-review. */
export type GuardianRiskLevel = "low" | "medium" | "high" | "critical" | (string & {});

/** [UNSTABLE] Authorization level assigned by approval auto-review. */
export type GuardianUserAuthorization = "unknown" | "low" | "medium" | "high" | (string & {});

export interface GuardianWarningNotification {
	/** Thread target for the guardian warning. */
	threadId: string;
	/** Concise guardian warning message for the user. */
	message: string;
}

export interface HookCompletedNotification {
	threadId: string;
	turnId: string | null;
	run: HookRunSummary;
}

export interface HookErrorInfo {
	path: string;
	message: string;
}

export type HookEventName = "preModelRequest" | "postModelRequest" | "preToolUse" | "permissionRequest" | "postToolUse" | "preCompact" | "postCompact" | "sessionStart" | "sessionEnd" | "userPromptSubmit" | "subagentStart" | "subagentStop" | "stop" | "interrupt" | (string & {});

export type HookExecutionMode = "sync" | "async" | (string & {});

export type HookHandlerType = "command" | "mcpTool" | "prompt" | "agent" | (string & {});

export type HookMetadata =
	| {
		handlerType: "command";
		key: string;
		eventName: HookEventName;
		matcher: string | null;
		timeoutSec: number;
		statusMessage: string | null;
		/** Configured `additionalContext` spill threshold. `null` uses 2,500 tokens; `0` disables spilling. */
		additionalContextLimit: number | null;
		sourcePath: AbsolutePathBuf;
		source: HookSource;
		pluginId: string | null;
		/** The owning execution environment, if this hook came from its requirements. */
		environmentId: string | null;
		displayOrder: number;
		enabled: boolean;
		isManaged: boolean;
		currentHash: string;
		trustStatus: HookTrustStatus;
		command: string;
		async: boolean;
	}
	| {
		handlerType: "mcpTool";
		key: string;
		eventName: HookEventName;
		matcher: string | null;
		timeoutSec: number;
		statusMessage: string | null;
		/** Configured `additionalContext` spill threshold. `null` uses 2,500 tokens; `0` disables spilling. */
		additionalContextLimit: number | null;
		sourcePath: AbsolutePathBuf;
		source: HookSource;
		pluginId: string | null;
		/** The owning execution environment, if this hook came from its requirements. */
		environmentId: string | null;
		displayOrder: number;
		enabled: boolean;
		isManaged: boolean;
		currentHash: string;
		trustStatus: HookTrustStatus;
		server: string;
		tool: string;
	}
	| PromptHookMetadata
	| AgentHookMetadata
	| UnknownVariant<"handlerType", { key: string; eventName: HookEventName; matcher: string | null; timeoutSec: number; statusMessage: string | null; additionalContextLimit: number | null; sourcePath: AbsolutePathBuf; source: HookSource; pluginId: string | null; environmentId: string | null; displayOrder: number; enabled: boolean; isManaged: boolean; currentHash: string; trustStatus: HookTrustStatus }>;

export interface PromptHookMetadata {
	handlerType: "prompt";
	key: string;
	eventName: HookEventName;
	matcher: string | null;
	timeoutSec: number;
	statusMessage: string | null;
	/** Configured `additionalContext` spill threshold. `null` uses 2,500 tokens; `0` disables spilling. */
	additionalContextLimit: number | null;
	sourcePath: AbsolutePathBuf;
	source: HookSource;
	pluginId: string | null;
	/** The owning execution environment, if this hook came from its requirements. */
	environmentId: string | null;
	displayOrder: number;
	enabled: boolean;
	isManaged: boolean;
	currentHash: string;
	trustStatus: HookTrustStatus;
}

export interface AgentHookMetadata {
	handlerType: "agent";
	key: string;
	eventName: HookEventName;
	matcher: string | null;
	timeoutSec: number;
	statusMessage: string | null;
	/** Configured `additionalContext` spill threshold. `null` uses 2,500 tokens; `0` disables spilling. */
	additionalContextLimit: number | null;
	sourcePath: AbsolutePathBuf;
	source: HookSource;
	pluginId: string | null;
	/** The owning execution environment, if this hook came from its requirements. */
	environmentId: string | null;
	displayOrder: number;
	enabled: boolean;
	isManaged: boolean;
	currentHash: string;
	trustStatus: HookTrustStatus;
}

export interface HookMigration {
	name: string;
}

export interface HookOutputEntry {
	kind: HookOutputEntryKind;
	text: string;
}

export type HookOutputEntryKind = "warning" | "stop" | "feedback" | "context" | "error" | (string & {});

export interface HookPromptFragment {
	text: string;
	hookRunId: string;
}

export type HookRunStatus = "running" | "completed" | "failed" | "blocked" | "stopped" | (string & {});

export interface HookRunSummary {
	id: string;
	eventName: HookEventName;
	handlerType: HookHandlerType;
	executionMode: HookExecutionMode;
	scope: HookScope;
	sourcePath: LegacyAppPathString;
	source: HookSource;
	displayOrder: number;
	status: HookRunStatus;
	statusMessage: string | null;
	startedAt: number;
	completedAt: number | null;
	durationMs: number | null;
	entries: HookOutputEntry[];
}

export type HookScope = "thread" | "turn" | (string & {});

export type HookSource = "system" | "user" | "project" | "mdm" | "sessionFlags" | "plugin" | "cloudRequirements" | "cloudManagedConfig" | "legacyManagedConfigFile" | "legacyManagedConfigMdm" | "unknown" | (string & {});

export interface HookStartedNotification {
	threadId: string;
	turnId: string | null;
	run: HookRunSummary;
}

export type HookTrustStatus = "managed" | "untrusted" | "trusted" | "modified" | (string & {});

export interface HooksListEntry {
	cwd: string;
	hooks: HookMetadata[];
	warnings: string[];
	errors: HookErrorInfo[];
}

export interface HooksListParams {
	/** Working directories to inspect when no thread is specified. An empty list uses the session cwd. */
	cwds?: string[] | undefined;
	/** List a loaded thread's hooks, including its selected environments. Omit `cwds` in this mode. */
	threadId?: string | null | undefined;
}

export interface HooksListResponse {
	data: HooksListEntry[];
}

export type ImageDetail = "auto" | "low" | "high" | "original" | UnknownValue;

export interface ImageGenerationFailure {
	type: "usageLimitExceeded";
	limitId: string;
	resetsAt: number | null;
}

/** A local image file successfully read for this exact image-generation request. */
export interface ImageGenerationInputImage {
	path: AbsolutePathBuf;
	/** Lowercase SHA-256 of the file bytes read before image normalization. */
	sha256: string;
}

export interface InAppBrowserRequirements {
	allowExternalBrowserSettingsImport: boolean | null;
}

/** Client-declared capabilities negotiated during initialize. */
export interface InitializeCapabilities {
	/** Present `humanCommand` approvals to a person and return only a one-time decision. Requires `experimentalApi`. Pending requests can be replayed to compatible clients. */
	requiredHumanApproval?: boolean | undefined;
	/** Use explicit gateway OAuth login instead of automatic browser authorization. Applies to this app-server's gateway runtime; later connections cannot undo it. */
	explicitGatewayOauth?: boolean | undefined;
	/** Opt into receiving experimental API methods and fields. */
	experimentalApi?: boolean | undefined;
	/** Opt into `attestation/generate` requests for upstream `x-oai-attestation`. */
	requestAttestation?: boolean | undefined;
	/**
	 * Legacy opt-in for the `openai/form` MCP extension.
	 *
	 * New clients should declare `openai/form` in [`Self::extensions`].
	 */
	mcpServerOpenaiFormElicitation?: boolean | undefined;
	/** Exact notification method names that should be suppressed for this connection (for example `thread/started`). */
	optOutNotificationMethods?: string[] | null | undefined;
	/** MCP extension settings declared by the app-server client. */
	extensions?: { [key: string]: unknown } | null | undefined;
}

export interface InitializeParams {
	clientInfo: ClientInfo;
	capabilities?: InitializeCapabilities | null | undefined;
}

export interface InitializeResponse {
	userAgent: string;
	/** Absolute path to the server's $CODEX_HOME directory. */
	codexHome: AbsolutePathBuf;
	/** Platform family for the running app-server target, for example `"unix"` or `"windows"`. */
	platformFamily: string;
	/** Operating system for the running app-server target, for example `"macos"`, `"linux"`, or `"windows"`. */
	platformOs: string;
}

/**
 * Canonical user-input modality tags advertised by a model.
 *
 * - `text`: Plain text turns and tool payloads.
 * - `image`: Image attachments included in user turns.
 * - `audio`: Audio attachments included in user turns.
 */
export type InputModality = "text" | "image" | "audio" | (string & {});

/** Installed connector runtime state. */
export interface InstalledApp {
	id: string;
	/** Best-effort name carried by the runtime tool catalog. Canonical app metadata remains owned by `app/read`. */
	runtimeName: string | null;
	/** Effective enabled state after applying global, workspace, local, and managed configuration at read time. */
	enabled: boolean;
	/** Whether the connector is enabled and has a non-synthetic, model-visible tool allowed by effective MCP and app/tool policy in the committed runtime snapshot. */
	callable: boolean;
}

/**
 * Internal Responses API passthrough metadata copied into underlying chat messages.
 *
 * Responses API strongly types this payload. Do not modify it without first getting API approval and making the corresponding Responses API change.
 */
export interface InternalChatMessageMetadataPassthrough {
	turn_id?: string | null | undefined;
}

export interface ItemCompletedNotification {
	item: ThreadItem;
	threadId: string;
	turnId: string;
	/** Native content tokens for the completed assistant message, including a sampled footer. Null when unavailable. Completion telemetry is not part of the stored thread item. */
	contentTokenCount?: number | null;
	/** Unix timestamp (in milliseconds) when this item lifecycle completed. */
	completedAtMs: number;
}

/** [UNSTABLE] Temporary notification payload for approval auto-review. This shape is expected to change soon. */
export interface ItemGuardianApprovalReviewCompletedNotification {
	threadId: string;
	turnId: string;
	/** Unix timestamp (in milliseconds) when this review started. */
	startedAtMs: number;
	/** Unix timestamp (in milliseconds) when this review completed. */
	completedAtMs: number;
	/** Stable identifier for this review. */
	reviewId: string;
	/**
	 * Identifier for the reviewed item or tool call when one exists.
	 *
	 * In most cases, one review maps to one target item. The exceptions are - execve reviews, where a single command may contain multiple execve calls to review (only possible when using the shell_zsh_fork feature) - stdin reviews, which refer to the existing parent command item and have a separate approval ID in the action payload - network policy reviews, where there is no target item
	 *
	 * A network call is triggered by a CommandExecution item, so having a target_item_id set to the CommandExecution item would be misleading because the review is about the network call, not the command execution. Therefore, target_item_id is set to None for network policy reviews.
	 */
	targetItemId: string | null;
	decisionSource: AutoReviewDecisionSource;
	review: GuardianApprovalReview;
	action: GuardianApprovalReviewAction;
}

/** [UNSTABLE] Temporary notification payload for approval auto-review. This shape is expected to change soon. */
export interface ItemGuardianApprovalReviewStartedNotification {
	threadId: string;
	turnId: string;
	/** Unix timestamp (in milliseconds) when this review started. */
	startedAtMs: number;
	/** Stable identifier for this review. */
	reviewId: string;
	/**
	 * Identifier for the reviewed item or tool call when one exists.
	 *
	 * In most cases, one review maps to one target item. The exceptions are - execve reviews, where a single command may contain multiple execve calls to review (only possible when using the shell_zsh_fork feature) - stdin reviews, which refer to the existing parent command item and have a separate approval ID in the action payload - network policy reviews, where there is no target item
	 *
	 * A network call is triggered by a CommandExecution item, so having a target_item_id set to the CommandExecution item would be misleading because the review is about the network call, not the command execution. Therefore, target_item_id is set to None for network policy reviews.
	 */
	targetItemId: string | null;
	review: GuardianApprovalReview;
	action: GuardianApprovalReviewAction;
}

export interface ItemStartedNotification {
	item: ThreadItem;
	threadId: string;
	turnId: string;
	/** Unix timestamp (in milliseconds) when this item lifecycle started. */
	startedAtMs: number;
}

/** A response to a request that indicates an error occurred. */
export interface JSONRPCError {
	error: JSONRPCErrorError;
	id: RequestId;
}

export interface JSONRPCErrorError {
	code: number;
	data?: unknown;
	message: string;
}

/** Refers to any valid JSON-RPC object that can be decoded off the wire, or encoded to be sent. */
export type JSONRPCMessage =
	| JSONRPCRequest
	| JSONRPCNotification
	| JSONRPCResponse
	| JSONRPCError;

/** A notification which does not expect a response. */
export interface JSONRPCNotification {
	method: string;
	params?: unknown;
}

/** A request that expects a response. */
export interface JSONRPCRequest {
	id: RequestId;
	method: string;
	params?: unknown;
	/** Optional W3C Trace Context for distributed tracing. */
	trace?: W3cTraceContext | null;
}

/** A successful (non-error) response to a request. */
export interface JSONRPCResponse {
	id: RequestId;
	result: unknown;
}

export type LegacyAppPathString = string;

export interface ListMcpServerStatusParams {
	/** Opaque pagination cursor returned by a previous call. */
	cursor?: string | null | undefined;
	/** Optional page size; defaults to a server-defined value. */
	limit?: number | null | undefined;
	/** Controls how much MCP inventory data to fetch for each server. Defaults to `Full` when omitted. */
	detail?: McpServerStatusDetail | null | undefined;
	threadId?: string | null | undefined;
	/** Limit discovery to one server. With a thread ID, reuse that thread's MCP connection. */
	serverName?: string | null | undefined;
}

export interface ListMcpServerStatusResponse {
	data: McpServerStatus[];
	/** Opaque cursor to pass to the next call to continue after the last item. If None, there are no more items to return. */
	nextCursor: string | null;
}

export interface LocalShellAction {
	type: "exec";
	command: string[];
	timeout_ms?: number | null | undefined;
	working_directory?: string | null | undefined;
	env?: { [key: string]: string } | null | undefined;
	user?: string | null | undefined;
}

export type LocalShellStatus = "completed" | "in_progress" | "incomplete";

export type LoginAccountParams =
	| {
		type: "apiKey";
		apiKey: string;
	}
	| {
		type: "chatgpt";
		codexStreamlinedLogin?: boolean | undefined;
		useHostedLoginSuccessPage?: boolean | undefined;
		appBrand?: LoginAppBrand | null | undefined;
	}
	| {
		type: "chatgptDeviceCode";
	}
	| {
		type: "chatgptAuthTokens";
		/** Access token (JWT) supplied by the client. This token is used for backend API requests and email extraction. */
		accessToken: string;
		/** Workspace/account identifier supplied by the client. */
		chatgptAccountId: string;
		/**
		 * Optional plan type supplied by the client.
		 *
		 * When `null`, Codex attempts to derive the plan type from access-token claims. If unavailable, the plan defaults to `unknown`.
		 */
		chatgptPlanType?: string | null | undefined;
	}
	| {
		type: "amazonBedrock";
		apiKey: string;
		region: string;
	}
	| {
		type: "amazonBedrockAccessKeys";
		accessKeyId: string;
		secretAccessKey: string;
		sessionToken?: string | null | undefined;
		region: string;
	};

export type LoginAccountResponse =
	| {
		type: "apiKey";
	}
	| {
		type: "chatgpt";
		loginId: string;
		/** URL the client should open in a browser to initiate the OAuth flow. */
		authUrl: string;
	}
	| {
		type: "chatgptDeviceCode";
		loginId: string;
		/** URL the client should open in a browser to complete device code authorization. */
		verificationUrl: string;
		/** One-time code the user must enter after signing in. */
		userCode: string;
	}
	| {
		type: "chatgptAuthTokens";
	}
	| {
		type: "amazonBedrock";
	}
	| UnknownVariant<"type">;

export type LoginAppBrand = "codex" | "chatgpt";

export type LogoutAccountResponse = Record<string, never>;

export interface ManagedHooksRequirements {
	PreModelRequest: ConfiguredHookMatcherGroup[];
	PostModelRequest: ConfiguredHookMatcherGroup[];
	managedDir: string | null;
	windowsManagedDir: string | null;
	PreToolUse: ConfiguredHookMatcherGroup[];
	PermissionRequest: ConfiguredHookMatcherGroup[];
	PostToolUse: ConfiguredHookMatcherGroup[];
	PreCompact: ConfiguredHookMatcherGroup[];
	PostCompact: ConfiguredHookMatcherGroup[];
	SessionStart: ConfiguredHookMatcherGroup[];
	SessionEnd: ConfiguredHookMatcherGroup[];
	UserPromptSubmit: ConfiguredHookMatcherGroup[];
	SubagentStart: ConfiguredHookMatcherGroup[];
	SubagentStop: ConfiguredHookMatcherGroup[];
	Stop: ConfiguredHookMatcherGroup[];
	Interrupt: ConfiguredHookMatcherGroup[];
}

export interface MarketplaceAddParams {
	source: string;
	refName?: string | null | undefined;
	sparsePaths?: string[] | null | undefined;
}

export interface MarketplaceAddResponse {
	marketplaceName: string;
	installedRoot: AbsolutePathBuf;
	alreadyAdded: boolean;
}

export interface MarketplaceInterface {
	displayName: string | null;
}

export interface MarketplaceLoadErrorInfo {
	marketplacePath: AbsolutePathBuf;
	message: string;
}

export interface MarketplaceRemoveParams {
	marketplaceName: string;
}

export interface MarketplaceRemoveResponse {
	marketplaceName: string;
	installedRoot: AbsolutePathBuf | null;
}

export interface MarketplaceUpgradeErrorInfo {
	marketplaceName: string;
	message: string;
}

export interface MarketplaceUpgradeParams {
	marketplaceName?: string | null | undefined;
}

export interface MarketplaceUpgradeResponse {
	selectedMarketplaces: string[];
	upgradedRoots: AbsolutePathBuf[];
	errors: MarketplaceUpgradeErrorInfo[];
}

export type McpAppDisplayMode = "inline" | "fullscreen" | (string & {});

/** UI resource and display preference for model invocations, captured from the tool descriptor. */
export interface McpAppUi {
	resourceUri: string;
	preferredModelDisplayMode: McpAppDisplayMode;
}

export type McpAuthStatus = "unknown" | "unsupported" | "notLoggedIn" | "bearerToken" | "oAuth" | (string & {});

export type McpElicitationArrayType = "array";

export interface McpElicitationBooleanSchema {
	type: McpElicitationBooleanType;
	title?: string | null;
	description?: string | null;
	default?: boolean | null;
}

export type McpElicitationBooleanType = "boolean";

export interface McpElicitationConstOption {
	const: string;
	title: string;
}

export type McpElicitationEnumSchema =
	| McpElicitationSingleSelectEnumSchema
	| McpElicitationMultiSelectEnumSchema
	| McpElicitationLegacyTitledEnumSchema;

export interface McpElicitationLegacyTitledEnumSchema {
	type: McpElicitationStringType;
	title?: string | null;
	description?: string | null;
	enum: string[];
	enumNames?: string[] | null;
	default?: string | null;
}

export type McpElicitationMultiSelectEnumSchema =
	| McpElicitationUntitledMultiSelectEnumSchema
	| McpElicitationTitledMultiSelectEnumSchema;

export interface McpElicitationNumberSchema {
	type: McpElicitationNumberType;
	title?: string | null;
	description?: string | null;
	minimum?: number | null;
	maximum?: number | null;
	default?: number | null;
}

export type McpElicitationNumberType = "number" | "integer" | (string & {});

export type McpElicitationObjectType = "object" | (string & {});

export type McpElicitationPrimitiveSchema =
	| McpElicitationEnumSchema
	| McpElicitationStringSchema
	| McpElicitationNumberSchema
	| McpElicitationBooleanSchema;

/**
 * Typed form schema for MCP `elicitation/create` requests.
 *
 * This matches the `requestedSchema` shape from the MCP 2025-11-25 `ElicitRequestFormParams` schema.
 */
export interface McpElicitationSchema {
	$schema?: string | null;
	type: McpElicitationObjectType;
	properties: { [key: string]: McpElicitationPrimitiveSchema };
	required?: string[] | null;
}

export type McpElicitationSingleSelectEnumSchema =
	| McpElicitationUntitledSingleSelectEnumSchema
	| McpElicitationTitledSingleSelectEnumSchema;

export type McpElicitationStringFormat = "email" | "uri" | "date" | "date-time" | (string & {});

export interface McpElicitationStringSchema {
	type: McpElicitationStringType;
	title?: string | null;
	description?: string | null;
	minLength?: number | null;
	maxLength?: number | null;
	format?: McpElicitationStringFormat | null;
	default?: string | null;
}

export type McpElicitationStringType = "string";

export interface McpElicitationTitledEnumItems {
	anyOf: McpElicitationConstOption[];
}

export interface McpElicitationTitledMultiSelectEnumSchema {
	type: McpElicitationArrayType;
	title?: string | null;
	description?: string | null;
	minItems?: number | null;
	maxItems?: number | null;
	items: McpElicitationTitledEnumItems;
	default?: string[] | null;
}

export interface McpElicitationTitledSingleSelectEnumSchema {
	type: McpElicitationStringType;
	title?: string | null;
	description?: string | null;
	oneOf: McpElicitationConstOption[];
	default?: string | null;
}

export interface McpElicitationUntitledEnumItems {
	type: McpElicitationStringType;
	enum: string[];
}

export interface McpElicitationUntitledMultiSelectEnumSchema {
	type: McpElicitationArrayType;
	title?: string | null;
	description?: string | null;
	minItems?: number | null;
	maxItems?: number | null;
	items: McpElicitationUntitledEnumItems;
	default?: string[] | null;
}

export interface McpElicitationUntitledSingleSelectEnumSchema {
	type: McpElicitationStringType;
	title?: string | null;
	description?: string | null;
	enum: string[];
	default?: string | null;
}

export interface McpResourceReadParams {
	/** Additional MCP request metadata. Account and turn routing keys are reserved. */
	_meta?: { [key: string]: unknown } | null | undefined;
	threadId?: string | null | undefined;
	/** Originating MCP tool call used to select the resource's app. */
	originCallId?: string | null | undefined;
	server: string;
	uri: string;
	connectorId?: string | null | undefined;
	/** Explicit hosted app/account. Omit to retain legacy resource discovery. */
	target?: McpResourceReadTarget | null | undefined;
}

export interface McpResourceReadResponse {
	contents: ResourceContent[];
	/** Originating call when the server applied app-specific resource scoping. */
	originCallId: string | null;
}

export interface McpResourceReadTarget {
	connectorId: string;
	/** Null explicitly requests no-auth access, subject to the app's resource policy. */
	linkId: string | null;
}

export type McpServerConnectionStatus = "notStarted" | "starting" | "connected" | "authenticationRequired" | "failed" | "cancelled" | "disabled" | (string & {});

export type McpServerElicitationAction = "accept" | "decline" | "cancel";

export type McpServerElicitationRequestParams =
	| {
		mode: "openai/userVerification";
		threadId: string;
		/**
		 * Active Codex turn when this elicitation was observed, if app-server could correlate one.
		 *
		 * This is nullable because MCP models elicitation as a standalone server-to-client request identified by the MCP server request id. It may be triggered during a turn, but turn context is app-server correlation rather than part of the protocol identity of the elicitation itself.
		 */
		turnId: string | null;
		serverName: string;
		_meta: unknown;
		title: string;
		description: string;
		challenge: string;
	}
	| {
		mode: "form";
		threadId: string;
		/**
		 * Active Codex turn when this elicitation was observed, if app-server could correlate one.
		 *
		 * This is nullable because MCP models elicitation as a standalone server-to-client request identified by the MCP server request id. It may be triggered during a turn, but turn context is app-server correlation rather than part of the protocol identity of the elicitation itself.
		 */
		turnId: string | null;
		serverName: string;
		_meta: unknown;
		message: string;
		requestedSchema: McpElicitationSchema;
	}
	| {
		mode: "openai/form";
		threadId: string;
		/**
		 * Active Codex turn when this elicitation was observed, if app-server could correlate one.
		 *
		 * This is nullable because MCP models elicitation as a standalone server-to-client request identified by the MCP server request id. It may be triggered during a turn, but turn context is app-server correlation rather than part of the protocol identity of the elicitation itself.
		 */
		turnId: string | null;
		serverName: string;
		_meta: unknown;
		message: string;
		requestedSchema: unknown;
	}
	| {
		mode: "openaiForm";
		threadId: string;
		/**
		 * Active Codex turn when this elicitation was observed, if app-server could correlate one.
		 *
		 * This is nullable because MCP models elicitation as a standalone server-to-client request identified by the MCP server request id. It may be triggered during a turn, but turn context is app-server correlation rather than part of the protocol identity of the elicitation itself.
		 */
		turnId: string | null;
		serverName: string;
		_meta: unknown;
		message: string;
		requestedSchema: unknown;
	}
	| {
		mode: "url";
		threadId: string;
		/**
		 * Active Codex turn when this elicitation was observed, if app-server could correlate one.
		 *
		 * This is nullable because MCP models elicitation as a standalone server-to-client request identified by the MCP server request id. It may be triggered during a turn, but turn context is app-server correlation rather than part of the protocol identity of the elicitation itself.
		 */
		turnId: string | null;
		serverName: string;
		_meta: unknown;
		message: string;
		url: string;
		elicitationId: string;
	}
	| UnknownVariant<"mode", { threadId: string; turnId: string | null; serverName: string; _meta: unknown }>;

export interface McpServerElicitationRequestResponse {
	action: McpServerElicitationAction;
	/**
	 * Structured user input for accepted elicitations, mirroring RMCP `CreateElicitationResult`.
	 *
	 * This is nullable because decline/cancel responses have no content.
	 */
	content?: unknown;
	/** Optional client metadata for form-mode action handling. */
	_meta?: unknown;
}

export interface McpServerEventNotification {
	method: string;
	params: unknown;
}

export interface McpServerEventStreamNotification {
	subscriptionId: string;
	notification: McpServerEventNotification;
}

/** @experimental */
export interface McpServerEventStreamStartParams {
	threadId: string;
	server: string;
	subscriptionId: string;
	name: string;
	arguments: unknown;
	_meta?: unknown;
}

/** @experimental */
export type McpServerEventStreamStartResponse = Record<string, never>;

/** @experimental */
export interface McpServerEventStreamStopParams {
	subscriptionId: string;
}

/** @experimental */
export type McpServerEventStreamStopResponse = Record<string, never>;

/** Presentation metadata advertised by an initialized MCP server. */
export interface McpServerInfo {
	name: string;
	title: string | null;
	version: string;
	description: string | null;
	icons: unknown[] | null;
	websiteUrl: string | null;
}

export interface McpServerMigration {
	name: string;
}

export type McpServerOauthClientRegistration = "auto" | "cimd" | "dcr";

export interface McpServerOauthLoginCompletedNotification {
	name: string;
	threadId: string | null;
	/** Identifies the explicit login attempt. Older servers omit this field. */
	loginId?: string | null;
	success: boolean;
	error?: string | null;
}

export interface McpServerOauthLoginParams {
	name: string;
	threadId?: string | null | undefined;
	/** Registration strategy for this login only; omission selects automatic discovery. */
	clientRegistration?: McpServerOauthClientRegistration | null | undefined;
	scopes?: string[] | null | undefined;
	timeoutSecs?: number | null | undefined;
}

export interface McpServerOauthLoginResponse {
	authorizationUrl: string;
	/** Identifies this login attempt across the response and completion notification. Older servers omit this field; current servers always return it. */
	loginId?: string | null;
}

export type McpServerRefreshResponse = Record<string, never>;

export type McpServerStartupFailureReason = "reauthenticationRequired" | (string & {});

export type McpServerStartupState = "starting" | "ready" | "failed" | "cancelled" | (string & {});

export interface McpServerStatus {
	name: string;
	/** Current thread-runtime connection state; null when unavailable or the configuration changed. */
	runtimeStatus: McpServerConnectionStatus | null;
	pluginId: string | null;
	/** HTTP origin of the effective configured endpoint, including plugin servers. Excludes credentials, path, query, and fragment; null for non-HTTP transports. */
	httpOrigin: string | null;
	serverInfo: McpServerInfo | null;
	/** Capabilities advertised by the initialized MCP server; null when unavailable. */
	serverCapabilities: unknown;
	/** Opaque `_meta` from the first page of the corresponding MCP tool catalog. Null when unavailable. */
	toolListMeta: unknown;
	tools: { [key: string]: Tool };
	/** Tool discovery failed and no catalog was returned. Null when a catalog is returned, including cached or empty catalogs. */
	toolsError: string | null;
	resources: Resource[];
	resourceTemplates: ResourceTemplate[];
	authStatus: McpAuthStatus;
}

export type McpServerStatusDetail = "full" | "toolsAndAuthOnly";

export interface McpServerStatusUpdatedNotification {
	threadId: string | null;
	name: string;
	status: McpServerStartupState;
	error: string | null;
	failureReason: McpServerStartupFailureReason | null;
}

export interface McpServerToolCallParams {
	threadId: string;
	server: string;
	tool: string;
	arguments?: unknown;
	_meta?: unknown;
}

export interface McpServerToolCallResponse {
	content: unknown[];
	structuredContent?: unknown;
	isError?: boolean | null;
	_meta?: unknown;
}

export interface McpToolCallAppContext {
	connectorId: string;
	linkId: string | null;
	resourceUri: string | null;
	appName: string | null;
	actionName: string | null;
}

export interface McpToolCallError {
	message: string;
}

export interface McpToolCallProgressNotification {
	threadId: string;
	turnId: string;
	itemId: string;
	message: string;
}

export interface McpToolCallResult {
	content: unknown[];
	structuredContent: unknown;
	_meta: unknown;
}

export type McpToolCallStatus = "inProgress" | "completed" | "failed" | (string & {});

export interface MemoryCitation {
	entries: MemoryCitationEntry[];
	threadIds: string[];
}

export interface MemoryCitationEntry {
	path: string;
	lineStart: number;
	lineEnd: number;
	note: string;
}

/** @experimental */
export type MemoryResetResponse = Record<string, never>;

/** @experimental */
export interface MemoryStatusParams {
	/** Required distinct consolidated threads. Defaults to 20; supported range is 1..=4096. */
	minConsolidatedThreads?: number | null | undefined;
}

/** @experimental */
export interface MemoryStatusResponse {
	v2ConsolidatedThreads: number;
	v2Ready: boolean;
}

export type MergeStrategy = "replace" | "upsert";

/**
 * Classifies assistant text as commentary, a partial answer, or a terminal answer.
 *
 * Providers do not emit this consistently, so callers must treat `None` as "phase unknown" and keep compatibility behavior for legacy models.
 *
 * - `commentary`: Mid-turn assistant text (for example preamble/progress narration). Additional tool calls or assistant output may follow before turn completion.
 * - `partial_answer`: Stable answer text that may be followed by more assistant output or tools.
 * - `final_answer`: The assistant's declared terminal answer text for the current turn.
 */
export type MessagePhase = "commentary" | "partial_answer" | "final_answer" | UnknownValue;

export interface MigrationDetails {
	plugins?: PluginsMigration[] | undefined;
	skills?: SkillMigration[] | undefined;
	sessions?: SessionMigration[] | undefined;
	mcpServers?: McpServerMigration[] | undefined;
	hooks?: HookMigration[] | undefined;
	subagents?: SubagentMigration[] | undefined;
	commands?: CommandMigration[] | undefined;
	memory?: string[] | undefined;
}

export interface MisalignmentErrorDetails {
	/** Open-ended classification; clients must accept categories added by Responses. */
	errorType: string | null;
	/** A substantive localized explanation is required before offering continuation. */
	detailedExplanation: string | null;
	/** Instruction to submit as the next turn's user input if continuation is confirmed. */
	steer: MisalignmentSteer | null;
	/** Opaque server-issued block target. Presence alone does not enable target-based continuation. */
	reviewTarget?: string | null;
}

export interface MisalignmentSteer {
	message: string;
}

/** @experimental */
export interface MockExperimentalMethodParams {
	/** Test-only payload field. */
	value?: string | null | undefined;
}

/** @experimental */
export interface MockExperimentalMethodResponse {
	/** Echoes the input `value`. */
	echoed: string | null;
}

/** Initial collaboration mode to use when the TUI starts. */
export type ModeKind = "plan" | "default" | UnknownValue;

export interface Model {
	id: string;
	model: string;
	upgrade: string | null;
	upgradeInfo: ModelUpgradeInfo | null;
	availabilityNux: ModelAvailabilityNux | null;
	displayName: string;
	description: string;
	modelSpecialty: string | null;
	hidden: boolean;
	supportedReasoningEfforts: ReasoningEffortOption[];
	defaultReasoningEffort: ReasoningEffort;
	inputModalities: InputModality[];
	/** @deprecated Always false; models no longer support personality selection. */
	supportsPersonality: boolean;
	/** Multi-agent runtime declared by this model, when available. */
	multiAgentVersion: MultiAgentVersion | null;
	/** Deprecated: use `serviceTiers` instead. */
	additionalSpeedTiers: string[];
	serviceTiers: ModelServiceTier[];
	/** Catalog default service tier id for this model, when one is configured. */
	defaultServiceTier: string | null;
	/** Null when the catalog does not provide access-program metadata. */
	availableAccessPrograms: ModelAccessPrograms | null;
	isDefault: boolean;
}

/** Caller-specific explicit access programs advertised by model discovery. */
export interface ModelAccessPrograms {
	/** Accepted explicit selections. */
	cyber: CyberAccessProgram[];
}

export interface ModelAvailabilityNux {
	message: string;
}

export interface ModelListParams {
	/** List models for this configured provider instead of the app-server default. */
	modelProvider?: string | null | undefined;
	/** Opaque pagination cursor returned by a previous call. */
	cursor?: string | null | undefined;
	/** Optional page size; defaults to a reasonable server-side value. */
	limit?: number | null | undefined;
	/** When true, include models that are hidden from the default picker list. */
	includeHidden?: boolean | null | undefined;
}

export interface ModelListResponse {
	data: Model[];
	/** Opaque cursor to pass to the next call to continue after the last item. If None, there are no more items to return. */
	nextCursor: string | null;
}

export type ModelProviderCapabilitiesReadParams = Record<string, never>;

export interface ModelProviderCapabilitiesReadResponse {
	imageGeneration: boolean;
	webSearch: boolean;
}

export interface ModelProviderConfigWriteParams {
	settings: ProviderSettingsPatch;
}

export interface ModelProviderConfigWriteResponse {
	provider: ModelProviderSummary;
}

/** Structured JSON-RPC error data. Unknown errors must retain the client's normal fallback. */
export type ModelProviderError =
	| {
		type: "modelProviderMismatch";
		modelProvider: string;
		currentModelProvider: string;
	}
	| {
		type: "modelProviderNotConfigured";
		modelProvider: string;
	}
	| {
		type: "modelProviderPolicyConflict";
		modelProvider: string;
		requiredModelProvider: string;
	}
	| UnknownVariant<"type", { modelProvider: string }>;

export type ModelProviderListParams = Record<string, never>;

export interface ModelProviderListResponse {
	data: ModelProviderSummary[];
	defaultProviderId: string;
	canChangeDefault: boolean;
}

export interface ModelProviderSummary {
	id: string;
	name: string;
	/** Whether a supported configuration field can be edited in the active user layer. */
	canEdit: boolean;
	/** Null when the endpoint is absent or cannot be safely displayed. */
	baseUrl: string | null;
	settings: ProviderSettings;
}

export type ModelRerouteReason = "highRiskCyberActivity" | (string & {});

export interface ModelReroutedNotification {
	threadId: string;
	turnId: string;
	fromModel: string;
	toModel: string;
	reason: ModelRerouteReason;
}

export interface ModelSafetyBufferingUpdatedNotification {
	threadId: string;
	turnId: string;
	model: string;
	useCases: string[];
	reasons: string[];
	showBufferingUi: boolean;
	fasterModel: string | null;
}

export interface ModelServiceTier {
	id: string;
	name: string;
	description: string;
}

export interface ModelUpgradeInfo {
	model: string;
	upgradeCopy: string | null;
	modelLink: string | null;
	migrationMarkdown: string | null;
	/** Informational Unix timestamp for this upgrade's scheduled retirement, if known. */
	retirementAt: number | null;
}

export type ModelVerification = "trustedAccessForCyber" | (string & {});

export interface ModelVerificationNotification {
	threadId: string;
	turnId: string;
	verifications: ModelVerification[];
}

export interface ModelsRequirements {
	newThread: NewThreadModelDefaults | null;
}

/** Controls the effective multi-agent delegation instructions for a turn. `custom` means the configured mode hint defines the policy instead of a built-in policy. */
export type MultiAgentMode =
	| "explicitRequestOnly" | "proactive" | UnknownValue
	| CustomMultiAgentMode
	| UnknownKeyedVariant;

export interface CustomMultiAgentMode {
	custom: string;
}

/** Multi-agent runtime supported by a model. */
export type MultiAgentVersion = "disabled" | "v1" | "v2" | (string & {});

export type NetworkAccess = "restricted" | "enabled" | UnknownValue;

export interface NetworkApprovalContext {
	host: string;
	protocol: NetworkApprovalProtocol;
}

export type NetworkApprovalProtocol = "http" | "https" | "socks5Tcp" | "socks5Udp" | (string & {});

export type NetworkDomainPermission = "allow" | "deny" | (string & {});

export interface NetworkPolicyAmendment {
	host: string;
	action: NetworkPolicyRuleAction;
}

export type NetworkPolicyRuleAction = "allow" | "deny" | UnknownValue;

export interface NetworkRequirements {
	enabled: boolean | null;
	httpPort: number | null;
	socksPort: number | null;
	allowUpstreamProxy: boolean | null;
	dangerouslyAllowNonLoopbackProxy: boolean | null;
	dangerouslyAllowAllUnixSockets: boolean | null;
	/** Canonical managed network permission map. */
	domains: { [key: string]: NetworkDomainPermission } | null;
	/** Host patterns routed to network approval before ordinary allow rules. */
	reviewDomains: string[] | null;
	/** When true, only managed allowlist entries are respected while managed network enforcement is active. */
	managedAllowedDomainsOnly: boolean | null;
	/** Legacy compatibility view derived from `domains`. */
	allowedDomains: string[] | null;
	/** Legacy compatibility view derived from `domains`. */
	deniedDomains: string[] | null;
	/** Canonical managed unix socket permission map. */
	unixSockets: { [key: string]: NetworkUnixSocketPermission } | null;
	/** Legacy compatibility view derived from `unix_sockets`. */
	allowUnixSockets: string[] | null;
	allowLocalBinding: boolean | null;
}

export type NetworkUnixSocketPermission = "allow" | "deny" | (string & {});

export interface NewThreadModelDefaults {
	model: string | null;
	modelReasoningEffort: ReasoningEffort | null;
	serviceTier: string | null;
}

export type NonSteerableTurnKind = "review" | "compact" | (string & {});

export type NullableGatewayOAuthLoginParams =
	| GatewayOAuthLoginParams
	| null;

export type NullableGatewayOAuthReadParams =
	| GatewayOAuthReadParams
	| null;

export type NullableGetAccountRateLimitsParams =
	| GetAccountRateLimitsParams
	| null;

export type NullableGetAccountTokenUsageParams =
	| GetAccountTokenUsageParams
	| null;

/** @experimental */
export type NullableRemoteControlDisableParams =
	| RemoteControlDisableParams
	| null;

/** @experimental */
export type NullableRemoteControlEnableParams =
	| RemoteControlEnableParams
	| null;

export type OtelExporter =
	| "none" | "statsig" | (string & {})
	| OtlpHttpOtelExporter
	| OtlpGrpcOtelExporter
	| UnknownKeyedVariant;

export interface OtlpHttpOtelExporter {
	"otlp-http": {
		endpoint: string;
		/** Header names are retained; values are redacted by the server. */
		headers: { [key: string]: string };
		protocol: OtelHttpProtocol;
		tls: OtelTlsConfig | null;
	};
}

export interface OtlpGrpcOtelExporter {
	"otlp-grpc": {
		endpoint: string;
		/** Header names are retained; values are redacted by the server. */
		headers: { [key: string]: string };
		tls: OtelTlsConfig | null;
	};
}

export type OtelHttpProtocol = "binary" | "json" | (string & {});

export interface OtelRequirements {
	tool_result: OtelToolResultLogConfig | null;
	log_sse_deltas: boolean | null;
	log_user_prompt: boolean | null;
	log_agent_responses: boolean | null;
	log_guardian_assessments: boolean | null;
	environment: string | null;
	exporter: OtelExporter | null;
	trace_exporter: OtelExporter | null;
	metrics_exporter: OtelExporter | null;
	span_attributes: { [key: string]: string } | null;
	tracestate: { [key: string]: { [key: string]: string } } | null;
}

export interface OtelTlsConfig {
	"ca-certificate": string | null;
	"client-certificate": string | null;
	"client-private-key": string | null;
}

export interface OtelToolResultLogConfig {
	max_bytes: number;
}

export interface OverriddenMetadata {
	message: string;
	overridingLayer: ConfigLayerMetadata;
	effectiveValue: unknown;
}

export type ParsedCommand =
	| ReadParsedCommand
	| ListFilesParsedCommand
	| SearchParsedCommand
	| UnknownParsedCommand
	| UnknownVariant<"type", { cmd: string }>;

export interface ReadParsedCommand {
	type: "read";
	cmd: string;
	name: string;
	/** (Best effort) Path to the file being read by the command. When possible, this is an absolute path, though when relative, it should be resolved against the `cwd`` that will be used to run the command to derive the absolute path. */
	path: string;
}

export interface ListFilesParsedCommand {
	type: "list_files";
	cmd: string;
	path: string | null;
}

export interface SearchParsedCommand {
	type: "search";
	cmd: string;
	query: string | null;
	path: string | null;
}

export interface UnknownParsedCommand {
	type: "unknown";
	cmd: string;
}

export type PatchApplyStatus = "inProgress" | "completed" | "failed" | "declined" | (string & {});

export type PatchChangeKind =
	| AddPatchChangeKind
	| DeletePatchChangeKind
	| UpdatePatchChangeKind
	| UnknownVariant<"type">;

export interface AddPatchChangeKind {
	type: "add";
}

export interface DeletePatchChangeKind {
	type: "delete";
}

export interface UpdatePatchChangeKind {
	type: "update";
	move_path: string | null;
}

export type PathUri = string;

export type PermissionGrantScope = "turn" | "session";

export interface PermissionProfileListParams {
	/** Opaque pagination cursor returned by a previous call. */
	cursor?: string | null | undefined;
	/** Optional page size; defaults to the full result set. */
	limit?: number | null | undefined;
	/** Optional working directory to resolve project config layers. */
	cwd?: string | null | undefined;
}

export interface PermissionProfileListResponse {
	data: PermissionProfileSummary[];
	/** Opaque cursor to pass to the next call to continue after the last item. If None, there are no more items to return. */
	nextCursor: string | null;
}

export interface PermissionProfileSummary {
	/** Available permission profile identifier. */
	id: string;
	/** Optional user-facing description for display in clients. */
	description: string | null;
	/** Whether the effective requirements allow selecting this profile. */
	allowed: boolean;
}

export interface PermissionsRequestApprovalParams {
	threadId: string;
	turnId: string;
	itemId: string;
	environmentId: string | null;
	/** Unix timestamp (in milliseconds) when this approval request started. */
	startedAtMs: number;
	cwd: LegacyAppPathString;
	reason: string | null;
	permissions: RequestPermissionProfile;
}

export interface PermissionsRequestApprovalResponse {
	permissions: GrantedPermissionProfile;
	scope?: PermissionGrantScope | undefined;
	/** Review every subsequent command in this turn before normal sandboxed execution. */
	strictAutoReview?: boolean | null | undefined;
}

/** Deprecated: `friendly` and `pragmatic` no longer select a style. */
export type Personality = "none" | "friendly" | "pragmatic" | UnknownValue;

/** EXPERIMENTAL - proposed plan streaming deltas for plan items. Clients should not assume concatenated deltas match the completed plan item content. */
export interface PlanDeltaNotification {
	threadId: string;
	turnId: string;
	itemId: string;
	delta: string;
}

export type PlanType = "free" | "go" | "plus" | "pro" | "prolite" | "promax" | "team" | "self_serve_business_prolite" | "self_serve_business_usage_based" | "business" | "ent26" | "enterprise_cbp_automation" | "enterprise_cbp_usage_based" | "enterprise" | "edu" | "edu_plus" | "edu_pro" | "sci" | "sci_plus" | "unknown" | (string & {});

export type PluginAuthPolicy = "ON_INSTALL" | "ON_USE" | (string & {});

/** - `AVAILABLE`: Plugin-service currently sends `"ENABLED"` for available remote plugins. Codex app-server exposes `"AVAILABLE"` in its API; the alias keeps decoding compatible with that upstream response. */
export type PluginAvailability = "DISABLED_BY_ADMIN" | "AVAILABLE" | (string & {});

export interface PluginDetail {
	marketplaceName: string;
	marketplacePath: AbsolutePathBuf | null;
	summary: PluginSummary;
	shareUrl: string | null;
	description: string | null;
	skills: SkillSummary[];
	/** The declared onboarding skill, when the plugin and visible skill are enabled. */
	onboardingSkill: SkillSummary | null;
	hooks: PluginHookSummary[];
	apps: AppSummary[];
	appTemplates: AppTemplateSummary[];
	mcpServers: string[];
	scheduledTasks: ScheduledTaskSummary[] | null;
}

export type PluginDisabledReason = "disabled_by_admin" | "plan_not_eligible" | "required_app_unavailable" | "unknown" | (string & {});

export interface PluginHookSummary {
	key: string;
	eventName: HookEventName;
}

export interface PluginInstallParams {
	marketplacePath?: AbsolutePathBuf | null | undefined;
	remoteMarketplaceName?: string | null | undefined;
	/** Client-generated identifier used to correlate one installation attempt. */
	installAttemptId?: string | null | undefined;
	pluginName: string;
}

export type PluginInstallPolicy = "NOT_AVAILABLE" | "AVAILABLE" | "INSTALLED_BY_DEFAULT" | (string & {});

export type PluginInstallPolicySource = "WORKSPACE_SETTING" | "IMPLICIT_CANONICAL_APP" | (string & {});

export interface PluginInstallResponse {
	authPolicy: PluginAuthPolicy;
	appsNeedingAuth: AppSummary[];
}

export interface PluginInstalledParams {
	/** Optional working directories used to discover repo marketplaces. */
	cwds?: AbsolutePathBuf[] | null | undefined;
	/** Additional uninstalled plugin names that should be returned when present locally. This is used by mention surfaces that intentionally expose install entrypoints. */
	installSuggestionPluginNames?: string[] | null | undefined;
}

export interface PluginInstalledResponse {
	marketplaces: PluginMarketplaceEntry[];
	marketplaceLoadErrors: MarketplaceLoadErrorInfo[];
}

export interface PluginInterface {
	displayName: string | null;
	shortDescription: string | null;
	longDescription: string | null;
	developerName: string | null;
	category: string | null;
	capabilities: string[];
	websiteUrl: string | null;
	privacyPolicyUrl: string | null;
	termsOfServiceUrl: string | null;
	/** Starter prompts for the plugin. Capped at 3 entries with a maximum of 512 characters per entry. */
	defaultPrompt: string[] | null;
	brandColor: string | null;
	/** Local composer icon path, resolved from the installed plugin package. */
	composerIcon: AbsolutePathBuf | null;
	/** Remote composer icon URL from the plugin catalog. */
	composerIconUrl: string | null;
	/** Local logo path, resolved from the installed plugin package. */
	logo: AbsolutePathBuf | null;
	/** Local dark-mode logo path, resolved from the installed plugin package. */
	logoDark: AbsolutePathBuf | null;
	/** Remote logo URL from the plugin catalog. */
	logoUrl: string | null;
	/** Remote dark-mode logo URL from the plugin catalog. */
	logoUrlDark: string | null;
	/** Local screenshot paths, resolved from the installed plugin package. */
	screenshots: AbsolutePathBuf[];
	/** Remote screenshot URLs from the plugin catalog. */
	screenshotUrls: string[];
}

export type PluginListMarketplaceKind = "local" | "vertical" | "workspace-directory" | "shared-with-me" | "created-by-me-remote";

export interface PluginListParams {
	/** Optional working directories used to discover repo marketplaces. When omitted, only home-scoped marketplaces and the official curated marketplace are considered. */
	cwds?: AbsolutePathBuf[] | null | undefined;
	/** Optional marketplace kind filter. When omitted, only local marketplaces are queried, plus the default remote catalog when enabled by feature flag. */
	marketplaceKinds?: PluginListMarketplaceKind[] | null | undefined;
	/** Whether the client requests a fresh remote plugin catalog fetch. */
	forceRefetch?: boolean | undefined;
}

export interface PluginListResponse {
	marketplaces: PluginMarketplaceEntry[];
	marketplaceLoadErrors: MarketplaceLoadErrorInfo[];
	featuredPluginIds: string[];
}

export interface PluginMarketplaceEntry {
	name: string;
	/** Local marketplace file path when the marketplace is backed by a local file. Remote-only catalog marketplaces do not have a local path. */
	path: AbsolutePathBuf | null;
	interface: MarketplaceInterface | null;
	plugins: PluginSummary[];
}

export interface PluginReadParams {
	marketplacePath?: AbsolutePathBuf | null | undefined;
	remoteMarketplaceName?: string | null | undefined;
	pluginName: string;
}

export interface PluginReadResponse {
	plugin: PluginDetail;
}

/** Runtime categories affected by this change, not just capabilities currently present. Flags describe declarations before runtime policy filtering. Updates OR the old and new bundle flags; enablement changes and cached reinstalls use the cached bundle; removals retain the old bundle's flags. */
export interface PluginReconcileChangedPlugin {
	/** Local plugin ID (`name@marketplace`), matching `PluginSummary.id`. */
	id: string;
	hasMcps: boolean;
	hasApps: boolean;
	hasHooks: boolean;
	/** Whether either bundle declares skill roots; not a validated inventory of enabled skills. */
	hasSkills: boolean;
}

export interface PluginReconcileParams {
	/** Optional client-provided reason recorded with the reconciliation attempt. */
	reason?: string | null | undefined;
}

/** Bundle and installed-state changes observed by this pass, not a runtime-readiness acknowledgement or a cumulative diff since the client's last request. Other metadata-only changes are not listed. */
export interface PluginReconcileResponse {
	/** Plugins affected by bundle changes, enablement changes, or removals. Installed-state changes compare against the previous cached snapshot, including cached reinstalls. Removal hints survive cache cleanup failures; unchanged plugins are omitted. */
	changedPlugins: PluginReconcileChangedPlugin[];
	/** Backend remote plugin IDs whose bundle or identity update failed. */
	failedRemotePluginIds: string[];
	/** Subset of failures for which the requested bundle could not be materialized. A previously cached version may still be available. */
	failedMaterializationRemotePluginIds: string[];
}

/** @experimental */
export interface PluginSearchParams {
	searchTerm: string;
	scope?: PluginSearchScope | null | undefined;
	cwds?: AbsolutePathBuf[] | null | undefined;
	cursor?: string | null | undefined;
	limit?: number | null | undefined;
}

/** @experimental */
export interface PluginSearchResponse {
	data: PluginSearchResult[];
	nextCursor: string | null;
}

export interface PluginSearchResult {
	plugin: PluginSummary;
	marketplaceName: string;
	marketplacePath: AbsolutePathBuf | null;
}

export type PluginSearchScope = "global" | "workspace" | "personal";

export interface PluginShareCheckoutParams {
	remotePluginId: string;
}

export interface PluginShareCheckoutResponse {
	remotePluginId: string;
	pluginId: string;
	pluginName: string;
	pluginPath: AbsolutePathBuf;
	marketplaceName: string;
	marketplacePath: AbsolutePathBuf;
	remoteVersion: string | null;
}

export interface PluginShareContext {
	remotePluginId: string;
	/** Version of the remote shared plugin release when available. */
	remoteVersion: string | null;
	discoverability: PluginShareDiscoverability | null;
	shareUrl: string | null;
	creatorAccountUserId: string | null;
	creatorName: string | null;
	sharePrincipals: PluginSharePrincipal[] | null;
	canPublishToWorkspace: boolean | null;
}

export interface PluginShareDeleteParams {
	remotePluginId: string;
}

export type PluginShareDeleteResponse = Record<string, never>;

export type PluginShareDiscoverability = "LISTED" | "UNLISTED" | "PRIVATE" | UnknownValue;

export interface PluginShareListItem {
	plugin: PluginSummary;
	localPluginPath: AbsolutePathBuf | null;
}

export type PluginShareListParams = Record<string, never>;

export interface PluginShareListResponse {
	data: PluginShareListItem[];
}

export interface PluginSharePrincipal {
	principalType: PluginSharePrincipalType;
	principalId: string;
	role: PluginSharePrincipalRole;
	name: string;
}

export type PluginSharePrincipalRole = "reader" | "editor" | "owner" | (string & {});

export type PluginSharePrincipalType = "user" | "group" | "workspace" | UnknownValue;

export interface PluginShareSaveParams {
	pluginPath: AbsolutePathBuf;
	remotePluginId?: string | null | undefined;
	discoverability?: PluginShareDiscoverability | null | undefined;
	shareTargets?: PluginShareTarget[] | null | undefined;
}

export interface PluginShareSaveResponse {
	remotePluginId: string;
	shareUrl: string;
	canPublishToWorkspace: boolean | null;
}

export interface PluginShareTarget {
	principalType: PluginSharePrincipalType;
	principalId: string;
	role: PluginShareTargetRole;
}

export type PluginShareTargetRole = "reader" | "editor";

export type PluginShareUpdateDiscoverability = "UNLISTED" | "PRIVATE" | "LISTED";

export interface PluginShareUpdateTargetsParams {
	remotePluginId: string;
	discoverability: PluginShareUpdateDiscoverability;
	shareTargets: PluginShareTarget[];
}

export interface PluginShareUpdateTargetsResponse {
	principals: PluginSharePrincipal[];
	discoverability: PluginShareDiscoverability;
}

export interface PluginSkillReadParams {
	remoteMarketplaceName: string;
	remotePluginId: string;
	skillName: string;
}

export interface PluginSkillReadResponse {
	contents: string | null;
}

export type PluginSource =
	| LocalPluginSource
	| GitPluginSource
	| NpmPluginSource
	| RemotePluginSource
	| UnknownVariant<"type">;

export interface LocalPluginSource {
	type: "local";
	path: AbsolutePathBuf;
}

export interface GitPluginSource {
	type: "git";
	url: string;
	path: string | null;
	refName: string | null;
	sha: string | null;
}

export interface NpmPluginSource {
	type: "npm";
	package: string;
	/** Optional npm version or version range. */
	version: string | null;
	/** Optional HTTPS registry URL. Authentication stays in the user's npm config. */
	registry: string | null;
}

/** The plugin is available in the remote catalog. Download metadata is kept server-side and is not exposed through the app-server API. */
export interface RemotePluginSource {
	type: "remote";
}

export interface PluginSummary {
	id: string;
	/** Backend remote plugin identifier when available. */
	remotePluginId: string | null;
	/** Version advertised by the remote marketplace backend when available. */
	version: string | null;
	/** Version of the locally materialized plugin package when available. */
	localVersion: string | null;
	name: string;
	/** Remote sharing context associated with this plugin when available. */
	shareContext: PluginShareContext | null;
	source: PluginSource;
	installed: boolean;
	/** Unix timestamp in seconds when the remote plugin was installed, when available. */
	installedAt: number | null;
	enabled: boolean;
	installPolicy: PluginInstallPolicy;
	installPolicySource: PluginInstallPolicySource | null;
	mustShowInstallationInterstitial: boolean | null;
	authPolicy: PluginAuthPolicy;
	/** Availability state for installing and using the plugin. */
	availability: PluginAvailability;
	/** Why the remote plugin is unavailable, when provided by plugin-service. */
	disabledReason: PluginDisabledReason | null;
	/** Raw plugin-service plan identifiers eligible to install the plugin. */
	eligiblePlanTypes: string[] | null;
	interface: PluginInterface | null;
	keywords: string[];
}

export interface PluginUninstallParams {
	pluginId: string;
}

export type PluginUninstallResponse = Record<string, never>;

export interface PluginsMigration {
	marketplaceName: string;
	pluginNames: string[];
}

/** Final process exit notification for `process/spawn`. */
export interface ProcessExitedNotification {
	/** Client-supplied, connection-scoped `processHandle` from `process/spawn`. */
	processHandle: string;
	/** Process exit code. */
	exitCode: number;
	/** Whether output collection hit its post-exit deadline before seeing EOF or reaching the requested byte cap on either stream. Older servers omit this field. */
	outputDrainTimedOut?: boolean | null;
	/**
	 * Buffered stdout capture.
	 *
	 * Empty when stdout was streamed via `process/outputDelta`.
	 */
	stdout: string;
	/**
	 * Whether stdout reached `outputBytesCap`.
	 *
	 * In streaming mode, stdout is empty and cap state is also reported on the final stdout `process/outputDelta` notification.
	 */
	stdoutCapReached: boolean;
	/**
	 * Buffered stderr capture.
	 *
	 * Empty when stderr was streamed via `process/outputDelta`.
	 */
	stderr: string;
	/**
	 * Whether stderr reached `outputBytesCap`.
	 *
	 * In streaming mode, stderr is empty and cap state is also reported on the final stderr `process/outputDelta` notification.
	 */
	stderrCapReached: boolean;
}

/**
 * Terminate a running `process/spawn` session.
 *
 * @experimental
 */
export interface ProcessKillParams {
	/** Client-supplied, connection-scoped `processHandle` from `process/spawn`. */
	processHandle: string;
}

/**
 * Empty success response for `process/kill`.
 *
 * @experimental
 */
export type ProcessKillResponse = Record<string, never>;

/** Base64-encoded output chunk emitted for a streaming `process/spawn` request. */
export interface ProcessOutputDeltaNotification {
	/** Client-supplied, connection-scoped `processHandle` from `process/spawn`. */
	processHandle: string;
	/** Output stream this chunk belongs to. */
	stream: ProcessOutputStream;
	/** Base64-encoded output bytes. */
	deltaBase64: string;
	/** True on the final streamed chunk for this stream when output was truncated by `outputBytesCap`. */
	capReached: boolean;
}

/**
 * Stream label for `process/outputDelta` notifications.
 *
 * - `stdout`: stdout stream. PTY mode multiplexes terminal output here.
 * - `stderr`: stderr stream.
 */
export type ProcessOutputStream = "stdout" | "stderr" | (string & {});

/**
 * Resize a running PTY-backed `process/spawn` session.
 *
 * @experimental
 */
export interface ProcessResizePtyParams {
	/** Client-supplied, connection-scoped `processHandle` from `process/spawn`. */
	processHandle: string;
	/** New PTY size in character cells. */
	size: ProcessTerminalSize;
}

/**
 * Empty success response for `process/resizePty`.
 *
 * @experimental
 */
export type ProcessResizePtyResponse = Record<string, never>;

/**
 * Spawn a standalone process (argv vector) without a Codex sandbox on the host where the app server is running.
 *
 * `process/spawn` returns after the process has started and the connection-scoped `processHandle` has been registered. Process output and exit are reported via `process/outputDelta` and `process/exited` notifications.
 *
 * @experimental
 */
export interface ProcessSpawnParams {
	/** Command argv vector. Empty arrays are rejected. */
	command: string[];
	/**
	 * Client-supplied, connection-scoped process handle.
	 *
	 * Duplicate active handles are rejected on the same connection. The same handle can be reused after the prior process exits.
	 */
	processHandle: string;
	/** Absolute working directory for the process. */
	cwd: AbsolutePathBuf;
	/**
	 * Enable PTY mode.
	 *
	 * This implies `streamStdin` and `streamStdoutStderr`.
	 */
	tty?: boolean | undefined;
	/** Allow follow-up `process/writeStdin` requests to write stdin bytes. */
	streamStdin?: boolean | undefined;
	/**
	 * Stream stdout/stderr via `process/outputDelta` notifications.
	 *
	 * Streamed bytes are not duplicated into the `process/exited` notification.
	 */
	streamStdoutStderr?: boolean | undefined;
	/**
	 * Optional per-stream stdout/stderr capture cap in bytes.
	 *
	 * When omitted, the server default applies. Set to `null` to disable the cap.
	 */
	outputBytesCap?: number | null | undefined;
	/**
	 * Optional timeout in milliseconds.
	 *
	 * When omitted, the server default applies. Set to `null` to disable the timeout.
	 */
	timeoutMs?: number | null | undefined;
	/**
	 * Optional environment overrides merged into the app-server process environment.
	 *
	 * Matching names override inherited values. Set a key to `null` to unset an inherited variable.
	 */
	env?: { [key: string]: string | null } | null | undefined;
	/** Optional initial PTY size in character cells. Only valid when `tty` is true. */
	size?: ProcessTerminalSize | null | undefined;
}

/**
 * Successful response for `process/spawn`.
 *
 * @experimental
 */
export type ProcessSpawnResponse = Record<string, never>;

/** PTY size in character cells for `process/spawn` PTY sessions. */
export interface ProcessTerminalSize {
	/** Terminal height in character cells. */
	rows: number;
	/** Terminal width in character cells. */
	cols: number;
}

/**
 * Write stdin bytes to a running `process/spawn` session, close stdin, or both.
 *
 * @experimental
 */
export interface ProcessWriteStdinParams {
	/** Client-supplied, connection-scoped `processHandle` from `process/spawn`. */
	processHandle: string;
	/** Optional base64-encoded stdin bytes to write. */
	deltaBase64?: string | null | undefined;
	/** Close stdin after writing `deltaBase64`, if present. */
	closeStdin?: boolean | undefined;
}

/**
 * Empty success response for `process/writeStdin`.
 *
 * @experimental
 */
export type ProcessWriteStdinResponse = Record<string, never>;

export interface Project {
	id: string;
	name: string;
	roots: ProjectRoot[];
	metadata: { [key: string]: string };
	position: number;
	createdAt: number;
	updatedAt: number;
	/** Newest non-archived member thread's recency, in Unix seconds; null when none exist. */
	recencyAt: number | null;
}

export type ProjectChangeType = "created" | "updated" | "deleted" | (string & {});

export interface ProjectChangedNotification {
	projectId: string;
	changeType: ProjectChangeType;
}

/** @experimental */
export interface ProjectCreateParams {
	name: string;
	roots: ProjectRoot[];
	metadata?: { [key: string]: string } | null | undefined;
	idempotencyKey: string;
}

/** @experimental */
export interface ProjectCreateResponse {
	project: Project;
}

/** @experimental */
export interface ProjectDeleteParams {
	projectId: string;
}

/** @experimental */
export type ProjectDeleteResponse = Record<string, never>;

/** @experimental */
export interface ProjectImportParams {
	name: string;
	roots: ProjectRoot[];
	metadata?: { [key: string]: string } | null | undefined;
	threads?: string[] | null | undefined;
	idempotencyKey: string;
}

/** @experimental */
export interface ProjectImportResponse {
	project: Project;
}

/** @experimental */
export interface ProjectListParams {
	cursor?: string | null | undefined;
	limit?: number | null | undefined;
	/** Defaults to position. Recency sorting always places empty projects last. */
	sortKey?: ProjectSortKey | null | undefined;
	/** Requires sortKey. Defaults to asc for position and desc for recencyAt. */
	sortDirection?: SortDirection | null | undefined;
}

/** @experimental */
export interface ProjectListResponse {
	data: Project[];
	nextCursor: string | null;
}

/** @experimental */
export interface ProjectMoveParams {
	projectId: string;
	beforeProjectId?: string | null | undefined;
}

/** @experimental */
export type ProjectMoveResponse = Record<string, never>;

/** @experimental */
export interface ProjectReadParams {
	projectId: string;
}

/** @experimental */
export interface ProjectReadResponse {
	project: Project;
}

export interface ProjectRoot {
	path: AbsolutePathBuf;
}

export type ProjectSortKey = "position" | "recencyAt";

/** @experimental */
export interface ProjectUpdateParams {
	projectId: string;
	name?: string | null | undefined;
	roots?: ProjectRoot[] | null | undefined;
	metadata?: { [key: string]: string } | null | undefined;
}

/** @experimental */
export interface ProjectUpdateResponse {
	project: Project;
}

export type ProviderSettings =
	| OpenaiProviderSettings
	| CustomGatewayProviderSettings
	| BedrockProviderSettings
	| GcpProviderSettings
	| UnknownVariant<"type">;

export interface OpenaiProviderSettings {
	type: "openai";
}

export interface CustomGatewayProviderSettings {
	type: "customGateway";
	auth: GatewayAuth;
}

export interface BedrockProviderSettings {
	type: "bedrock";
	profile: string | null;
	region: string | null;
}

export interface GcpProviderSettings {
	type: "gcp";
	projectId: string | null;
	location: string | null;
	/** Path on the app-server host, without credential-file contents. */
	credentialFile: string | null;
}

/** Omitted patch fields preserve their values. Explicit null clears a nullable field. */
export type ProviderSettingsPatch =
	| CustomGatewayProviderSettingsPatch
	| BedrockProviderSettingsPatch
	| GcpProviderSettingsPatch;

export interface CustomGatewayProviderSettingsPatch {
	type: "customGateway";
	/** Omit or pass null to allocate a new custom provider ID. */
	providerId?: string | null | undefined;
	name?: string | undefined;
	baseUrl?: string | null | undefined;
	envKey?: string | null | undefined;
}

/** AWS configuration fields for built-in Bedrock providers. */
export interface BedrockProviderSettingsPatch {
	type: "bedrock";
	providerId: BedrockProviderId;
	profile?: string | null | undefined;
	region?: string | null | undefined;
}

/** GCP configuration fields. Credential-file paths refer to the app-server host. */
export interface GcpProviderSettingsPatch {
	type: "gcp";
	providerId: GcpProviderId;
	projectId?: string | null | undefined;
	location?: string | null | undefined;
	credentialFile?: string | null | undefined;
}

export interface QueuedSubmission {
	id: string;
	input: UserInput[];
	clientUserMessageId: string;
	/** Metadata retained with this input, including across reconnect and restoration. */
	responsesapiClientMetadata: { [key: string]: string } | null;
}

export type RateLimitReachedType = "rate_limit_reached" | "workspace_owner_credits_depleted" | "workspace_member_credits_depleted" | "workspace_owner_usage_limit_reached" | "workspace_member_usage_limit_reached" | (string & {});

export interface RateLimitResetCredit {
	/** Opaque backend identifier for this reset credit. */
	id: string;
	resetType: RateLimitResetType;
	status: RateLimitResetCreditStatus;
	/** Unix timestamp in seconds when the credit was granted. */
	grantedAt: number;
	/** Unix timestamp in seconds when the credit expires, or `null` if it does not expire. */
	expiresAt: number | null;
	/** Backend-provided display title for this credit, or `null` when unavailable. */
	title: string | null;
	/** Backend-provided display description for this credit, or `null` when unavailable. */
	description: string | null;
}

export type RateLimitResetCreditStatus = "available" | "redeeming" | "redeemed" | "unknown" | (string & {});

export interface RateLimitResetCreditsSummary {
	availableCount: number;
	/**
	 * Detail rows for available reset credits, when the backend provides them.
	 *
	 * `null` means only `availableCount` is known, while an empty array means details were fetched and no available credits were returned. The backend may cap this list, so its length can be less than `availableCount`.
	 */
	credits: RateLimitResetCredit[] | null;
}

export type RateLimitResetType = "codexRateLimits" | "unknown" | (string & {});

export interface RateLimitSnapshot {
	limitId: string | null;
	limitName: string | null;
	/** Normal model whose display name and reasoning options describe this quota alias. */
	normalModelSlug: string | null;
	primary: RateLimitWindow | null;
	secondary: RateLimitWindow | null;
	credits: CreditsSnapshot | null;
	individualLimit: SpendControlLimitSnapshot | null;
	/** Backend-reported spend-control state. `None` is unavailable, not a sparse-update recovery. */
	spendControlReached: boolean | null;
	planType: PlanType | null;
	rateLimitReachedType: RateLimitReachedType | null;
}

export interface RateLimitWindow {
	usedPercent: number;
	windowDurationMins: number | null;
	resetsAt: number | null;
}

/** Internal-only notification containing the exact usage from one upstream Responses API completion. */
export interface RawResponseCompletedNotification {
	threadId: string;
	turnId: string;
	responseId: string;
	usage: TokenUsageBreakdown | null;
	usageMetadata: ResponseUsageMetadata | null;
}

export interface RawResponseItemCompletedNotification {
	threadId: string;
	turnId: string;
	item: ResponseItem;
}

export type RealtimeConversationVersion = "v1" | "v2" | "v3" | UnknownValue;

export type RealtimeOutputModality = "text" | "audio";

export type RealtimeVoice = "alloy" | "arbor" | "ash" | "aube" | "ballad" | "breeze" | "bubbie" | "cedar" | "coral" | "cove" | "echo" | "ember" | "haetsal" | "hanul" | "himari" | "juniper" | "leher" | "maple" | "marin" | "miko" | "neer" | "porto" | "rindo" | "rio" | "rivage" | "sage" | "selva" | "shimmer" | "sol" | "sonna" | "spruce" | "tinta" | "vale" | "verse" | "viola" | UnknownValue;

export interface RealtimeVoicesList {
	v1: RealtimeVoice[];
	v2: RealtimeVoice[];
	v3?: RealtimeVoice[];
	defaultV1: RealtimeVoice;
	defaultV2: RealtimeVoice;
}

/** A non-empty reasoning effort value advertised by the model. */
export type ReasoningEffort = string;

export interface ReasoningEffortOption {
	reasoningEffort: ReasoningEffort;
	description: string;
}

export type ReasoningItemContent =
	| ReasoningTextReasoningItemContent
	| TextReasoningItemContent;

export interface ReasoningTextReasoningItemContent {
	type: "reasoning_text";
	text: string;
}

export interface TextReasoningItemContent {
	type: "text";
	text: string;
}

export interface ReasoningItemReasoningSummary {
	type: "summary_text";
	text: string;
}

/**
 * A summary of the reasoning performed by the model. This can be useful for debugging and understanding the model's reasoning process. See https://platform.openai.com/docs/guides/reasoning?api-mode=responses#reasoning-summaries
 *
 * - `none`: Option to disable reasoning summaries.
 */
export type ReasoningSummary = "auto" | "concise" | "detailed" | "none" | UnknownValue;

export interface ReasoningSummaryPartAddedNotification {
	threadId: string;
	turnId: string;
	itemId: string;
	summaryIndex: number;
}

export interface ReasoningSummaryTextDeltaNotification {
	threadId: string;
	turnId: string;
	itemId: string;
	delta: string;
	summaryIndex: number;
}

export interface ReasoningTextDeltaNotification {
	threadId: string;
	turnId: string;
	itemId: string;
	delta: string;
	contentIndex: number;
}

/** @experimental */
export interface RemoteControlClient {
	clientId: string;
	displayName: string | null;
	deviceType: string | null;
	platform: string | null;
	osVersion: string | null;
	deviceModel: string | null;
	appVersion: string | null;
	lastSeenAt: number | null;
}

/** @experimental */
export type RemoteControlClientsListOrder = "asc" | "desc";

/** @experimental */
export interface RemoteControlClientsListParams {
	environmentId: string;
	cursor?: string | null | undefined;
	limit?: number | null | undefined;
	order?: RemoteControlClientsListOrder | null | undefined;
}

/** @experimental */
export interface RemoteControlClientsListResponse {
	data: RemoteControlClient[];
	nextCursor: string | null;
}

/** @experimental */
export interface RemoteControlClientsRevokeParams {
	environmentId: string;
	clientId: string;
}

/** @experimental */
export type RemoteControlClientsRevokeResponse = Record<string, never>;

export type RemoteControlConnectionStatus = "disabled" | "connecting" | "connected" | "errored" | (string & {});

export interface RemoteControlDisableParams {
	ephemeral?: boolean | undefined;
}

/** @experimental */
export interface RemoteControlDisableResponse {
	status: RemoteControlConnectionStatus;
	serverName: string;
	installationId: string;
	environmentId: string | null;
}

export interface RemoteControlEnableParams {
	ephemeral?: boolean | undefined;
}

/** @experimental */
export interface RemoteControlEnableResponse {
	status: RemoteControlConnectionStatus;
	serverName: string;
	installationId: string;
	environmentId: string | null;
}

/** @experimental */
export interface RemoteControlPairingStartParams {
	manualCode?: boolean | undefined;
}

/** @experimental */
export interface RemoteControlPairingStartResponse {
	pairingCode: string;
	manualPairingCode: string | null;
	environmentId: string;
	expiresAt: number;
}

/** @experimental */
export interface RemoteControlPairingStatusParams {
	pairingCode?: string | null | undefined;
	manualPairingCode?: string | null | undefined;
}

/** @experimental */
export interface RemoteControlPairingStatusResponse {
	claimed: boolean;
}

/** Current remote-control connection status and remote identity exposed to clients. */
export interface RemoteControlStatusChangedNotification {
	status: RemoteControlConnectionStatus;
	serverName: string;
	installationId: string;
	environmentId: string | null;
}

/** @experimental */
export interface RemoteControlStatusReadResponse {
	status: RemoteControlConnectionStatus;
	serverName: string;
	installationId: string;
	environmentId: string | null;
}

export interface RequestHeader {
	name: string;
	value: string;
}

export type RequestId =
	| string
	| number;

export interface RequestPermissionProfile {
	network: AdditionalNetworkPermissions | null;
	fileSystem: AdditionalFileSystemPermissions | null;
}

export type ResidencyRequirement = "us" | (string & {});

/** A known resource that the server is capable of reading. */
export interface Resource {
	annotations?: unknown;
	description?: string | null;
	mimeType?: string | null;
	name: string;
	size?: number | null;
	title?: string | null;
	uri: string;
	icons?: unknown[] | null;
	_meta?: unknown;
}

/** Contents returned when reading a resource from an MCP server. */
export type ResourceContent =
	| {
		/** The URI of this resource. */
		uri: string;
		mimeType?: string | null;
		text: string;
		_meta?: unknown;
	}
	| {
		/** The URI of this resource. */
		uri: string;
		mimeType?: string | null;
		blob: string;
		_meta?: unknown;
	};

/** A template description for resources available on the server. */
export interface ResourceTemplate {
	annotations?: unknown;
	uriTemplate: string;
	name: string;
	title?: string | null;
	description?: string | null;
	mimeType?: string | null;
}

export type ResponseItem =
	| AdditionalToolsResponseItem
	| MessageResponseItem
	| AgentMessageResponseItem
	| ReasoningResponseItem
	| LocalShellCallResponseItem
	| FunctionCallResponseItem
	| ToolSearchCallResponseItem
	| FunctionCallOutputResponseItem
	| CustomToolCallResponseItem
	| CustomToolCallOutputResponseItem
	| ToolSearchOutputResponseItem
	| WebSearchCallResponseItem
	| ImageGenerationCallResponseItem
	| CompactionResponseItem
	| ConfigurationUpdateResponseItem
	| CompactionTriggerResponseItem
	| ContextCompactionResponseItem
	| OtherResponseItem;

export interface AdditionalToolsResponseItem {
	type: "additional_tools";
	id?: string | null | undefined;
	role: string;
	tools: unknown[];
}

export interface MessageResponseItem {
	type: "message";
	encrypted_content?: string | null | undefined;
	status?: string | null | undefined;
	id?: string | null | undefined;
	role: string;
	content: ContentItem[];
	phase?: MessagePhase | null | undefined;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface AgentMessageResponseItem {
	type: "agent_message";
	id?: string | null | undefined;
	author: string;
	recipient: string;
	content: AgentMessageInputContent[];
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface ReasoningResponseItem {
	type: "reasoning";
	id?: string | null | undefined;
	summary: ReasoningItemReasoningSummary[];
	content?: ReasoningItemContent[] | null | undefined;
	encrypted_content?: string | null | undefined;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface LocalShellCallResponseItem {
	type: "local_shell_call";
	encrypted_content?: string | null | undefined;
	/** Legacy id field retained for compatibility with older payloads. */
	id?: string | null | undefined;
	/** Set when using the Responses API. */
	call_id?: string | null | undefined;
	status: LocalShellStatus;
	action: LocalShellAction;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface FunctionCallResponseItem {
	type: "function_call";
	encrypted_content?: string | null | undefined;
	status?: string | null | undefined;
	id?: string | null | undefined;
	name: string;
	namespace?: string | null | undefined;
	arguments: string;
	encrypted_function_args?: string[] | null | undefined;
	call_id: string;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface ToolSearchCallResponseItem {
	type: "tool_search_call";
	encrypted_content?: string | null | undefined;
	id?: string | null | undefined;
	call_id?: string | null | undefined;
	status?: string | null | undefined;
	execution: string;
	arguments: unknown;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface FunctionCallOutputResponseItem {
	type: "function_call_output";
	id?: string | null | undefined;
	call_id?: string | null | undefined;
	name?: string | null | undefined;
	namespace?: string | null | undefined;
	output: FunctionCallOutputBody;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface CustomToolCallResponseItem {
	type: "custom_tool_call";
	encrypted_content?: string | null | undefined;
	id?: string | null | undefined;
	status?: string | null | undefined;
	call_id: string;
	name: string;
	namespace?: string | null | undefined;
	input: string;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface CustomToolCallOutputResponseItem {
	type: "custom_tool_call_output";
	id?: string | null | undefined;
	call_id: string;
	name?: string | null | undefined;
	output: FunctionCallOutputBody;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface ToolSearchOutputResponseItem {
	type: "tool_search_output";
	id?: string | null | undefined;
	call_id?: string | null | undefined;
	status: string;
	execution: string;
	tools: unknown[];
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface WebSearchCallResponseItem {
	type: "web_search_call";
	encrypted_content?: string | null | undefined;
	id?: string | null | undefined;
	status?: string | null | undefined;
	action?: ResponsesApiWebSearchAction | null | undefined;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface ImageGenerationCallResponseItem {
	type: "image_generation_call";
	encrypted_content?: string | null | undefined;
	id?: string | null | undefined;
	status: string;
	revised_prompt?: string | null | undefined;
	result: string;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface CompactionResponseItem {
	type: "compaction";
	id?: string | null | undefined;
	encrypted_content: string;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

/** A durable input control interpreted by the backend at its position in history. */
export interface ConfigurationUpdateResponseItem {
	type: "configuration_update";
	reasoning: ConfigurationReasoning;
}

export interface CompactionTriggerResponseItem {
	type: "compaction_trigger";
}

export interface ContextCompactionResponseItem {
	type: "context_compaction";
	id?: string | null | undefined;
	encrypted_content?: string | null | undefined;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null | undefined;
}

export interface OtherResponseItem {
	type: "other";
}

/** Usage metadata reported for one upstream response. */
export interface ResponseUsageMetadata {
	amount: string | null;
	metadata: unknown;
}

export type ResponsesApiWebSearchAction =
	| SearchResponsesApiWebSearchAction
	| OpenPageResponsesApiWebSearchAction
	| FindInPageResponsesApiWebSearchAction
	| OtherResponsesApiWebSearchAction;

export interface SearchResponsesApiWebSearchAction {
	type: "search";
	queries?: string[] | null | undefined;
	query?: string | null | undefined;
}

export interface OpenPageResponsesApiWebSearchAction {
	type: "open_page";
	url?: string | null | undefined;
}

export interface FindInPageResponsesApiWebSearchAction {
	type: "find_in_page";
	pattern?: string | null | undefined;
	url?: string | null | undefined;
}

export interface OtherResponsesApiWebSearchAction {
	type: "other";
}

/**
 * User's decision in response to an ExecApprovalRequest.
 *
 * - `approved`: User has approved this command and the agent should execute it.
 * - `approved_for_session`: User has approved this request and wants future prompts in the same session-scoped approval cache to be automatically approved for the remainder of the session.
 * - `approved_mcp_policy_amendment`: User has approved this MCP tool call and wants to amend its policy so matching future calls are automatically approved across sessions.
 * - `timed_out`: Automatic approval review timed out before reaching a decision.
 * - `abort`: User has denied this command and the agent should not do anything until the user's next command.
 */
export type ReviewDecision =
	| "approved" | "approved_for_session" | "approved_mcp_policy_amendment" | "timed_out" | "abort"
	| ApprovedExecpolicyAmendmentReviewDecision
	| NetworkPolicyAmendmentReviewDecision
	| DeniedReviewDecision;

/** User has approved this command and wants to apply the proposed execpolicy amendment so future matching commands are permitted. */
export interface ApprovedExecpolicyAmendmentReviewDecision {
	approved_execpolicy_amendment: {
		proposed_execpolicy_amendment: string[];
	};
}

/** User chose to persist a network policy rule (allow/deny) for future requests to the same host. */
export interface NetworkPolicyAmendmentReviewDecision {
	network_policy_amendment: {
		network_policy_amendment: NetworkPolicyAmendment;
	};
}

/** User has denied this command and the agent should not execute it, but it should continue the session and try something else. */
export interface DeniedReviewDecision {
	denied: {
		rejection: string;
	};
}

export type ReviewDelivery = "inline";

export interface ReviewStartParams {
	threadId: string;
	target: ReviewTarget;
	/** Reviews run inline on the supplied thread. Omit this field or pass `inline`. To review on a separate thread, start a thread first and use its id. */
	delivery?: ReviewDelivery | null | undefined;
}

export interface ReviewStartResponse {
	turn: Turn;
	/** The thread id supplied to `review/start`. */
	reviewThreadId: string;
}

export type ReviewTarget =
	| UncommittedChangesReviewTarget
	| BaseBranchReviewTarget
	| CommitReviewTarget
	| CustomReviewTarget;

/** Review the working tree: staged, unstaged, and untracked files. */
export interface UncommittedChangesReviewTarget {
	type: "uncommittedChanges";
}

/** Review changes between the current branch and the given base branch. */
export interface BaseBranchReviewTarget {
	type: "baseBranch";
	branch: string;
}

/** Review the changes introduced by a specific commit. */
export interface CommitReviewTarget {
	type: "commit";
	sha: string;
	/** Optional human-readable label (e.g., commit subject) for UIs. */
	title?: string | null | undefined;
}

/** Arbitrary instructions, equivalent to the old free-form prompt. */
export interface CustomReviewTarget {
	type: "custom";
	instructions: string;
}

/**
 * Acknowledges the compression trigger, not completion. Existing maintenance locks and cooldowns can cause the background pass to skip without doing work.
 *
 * @experimental
 */
export type RolloutCompressResponse = Record<string, never>;

export type SandboxMode = "read-only" | "workspace-write" | "danger-full-access" | UnknownValue;

export type SandboxPolicy =
	| DangerFullAccessSandboxPolicy
	| ReadOnlySandboxPolicy
	| ExternalSandboxSandboxPolicy
	| WorkspaceWriteSandboxPolicy
	| UnknownVariant<"type">;

export interface DangerFullAccessSandboxPolicy {
	type: "dangerFullAccess";
}

export interface ReadOnlySandboxPolicy {
	type: "readOnly";
	networkAccess?: boolean | undefined;
}

export interface ExternalSandboxSandboxPolicy {
	type: "externalSandbox";
	networkAccess?: NetworkAccess | undefined;
}

export interface WorkspaceWriteSandboxPolicy {
	type: "workspaceWrite";
	writableRoots?: AbsolutePathBuf[] | undefined;
	networkAccess?: boolean | undefined;
	excludeTmpdirEnvVar?: boolean | undefined;
	excludeSlashTmp?: boolean | undefined;
}

export interface SandboxWorkspaceWrite {
	writable_roots: string[];
	network_access: boolean;
	exclude_tmpdir_env_var: boolean;
	exclude_slash_tmp: boolean;
}

export type ScheduledTaskSchedule =
	| HourlyScheduledTaskSchedule
	| DailyScheduledTaskSchedule
	| WeekdaysScheduledTaskSchedule
	| WeeklyScheduledTaskSchedule
	| UnknownVariant<"type">;

export interface HourlyScheduledTaskSchedule {
	type: "hourly";
	intervalHours: number;
	days: ScheduledTaskWeekday[] | null;
}

export interface DailyScheduledTaskSchedule {
	type: "daily";
	time: string;
}

export interface WeekdaysScheduledTaskSchedule {
	type: "weekdays";
	time: string;
}

export interface WeeklyScheduledTaskSchedule {
	type: "weekly";
	days: ScheduledTaskWeekday[];
	time: string;
}

export interface ScheduledTaskSummary {
	key: string;
	name: string;
	prompt: string;
	schedule: ScheduledTaskSchedule;
}

export type ScheduledTaskWeekday = "MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU" | (string & {});

/** A user-selected root that can expose one or more runtime capabilities. */
export interface SelectedCapabilityRoot {
	/** Stable identifier supplied by the capability selection platform. */
	id: string;
	/** Where the selected root can be resolved. */
	location: CapabilityRootLocation;
}

export interface SendAddCreditsNudgeEmailParams {
	creditType: AddCreditsNudgeCreditType;
}

export interface SendAddCreditsNudgeEmailResponse {
	status: AddCreditsNudgeEmailStatus;
}

export interface ServerDiagnosticsGauge {
	name: string;
	value: number;
}

/** @experimental */
export type ServerDiagnosticsParams = Record<string, never>;

export interface ServerDiagnosticsProcess {
	id: number;
	residentMemoryBytes: number | null;
	physicalFootprintBytes: number | null;
}

/** @experimental */
export interface ServerDiagnosticsResponse {
	process: ServerDiagnosticsProcess;
	gauges: ServerDiagnosticsGauge[];
}

export interface ServerRequestResolvedNotification {
	threadId: string;
	requestId: RequestId;
}

export interface SessionMigration {
	path: string;
	cwd: string;
	title?: string | null | undefined;
}

export type SessionSource =
	| "cli" | "vscode" | "exec" | "appServer" | "unknown" | (string & {})
	| CustomSessionSource
	| SubAgentSessionSource
	| UnknownKeyedVariant;

export interface CustomSessionSource {
	custom: string;
}

export interface SubAgentSessionSource {
	subAgent: SubAgentSource;
}

/** Settings for a collaboration mode. */
export interface Settings {
	model: string;
	reasoning_effort?: ReasoningEffort | null | undefined;
	developer_instructions?: string | null | undefined;
}

export interface SkillDependencies {
	tools: SkillToolDependency[];
}

export interface SkillErrorInfo {
	path: string;
	message: string;
}

export interface SkillInterface {
	displayName?: string | null;
	shortDescription?: string | null;
	iconSmall?: AbsolutePathBuf | null;
	iconLarge?: AbsolutePathBuf | null;
	/** Remote small icon URL from the plugin catalog. */
	iconSmallUrl: string | null;
	/** Remote large icon URL from the plugin catalog. */
	iconLargeUrl: string | null;
	brandColor?: string | null;
	defaultPrompt?: string | null;
}

export interface SkillMetadata {
	name: string;
	description: string;
	/** Legacy short_description from SKILL.md. Prefer SKILL.json interface.short_description. */
	shortDescription?: string | null;
	interface?: SkillInterface | null;
	dependencies?: SkillDependencies | null;
	path: LegacyAppPathString;
	scope: SkillScope;
	enabled: boolean;
	/** Owning plugin ID, matching `PluginSummary.id`, when known. */
	pluginId: string | null;
}

export interface SkillMigration {
	name: string;
}

export type SkillScope = "user" | "repo" | "system" | "admin" | (string & {});

export interface SkillSummary {
	name: string;
	description: string;
	shortDescription: string | null;
	interface: SkillInterface | null;
	path: LegacyAppPathString | null;
	enabled: boolean;
}

export interface SkillToolDependency {
	type: string;
	value: string;
	description?: string | null;
	transport?: string | null;
	command?: string | null;
	url?: string | null;
}

/**
 * Notification emitted when watched local skill files change.
 *
 * Treat this as an invalidation signal and re-run `skills/list` with the client's current parameters when refreshed skill metadata is needed.
 */
export type SkillsChangedNotification = Record<string, never>;

export interface SkillsConfigWriteParams {
	/** Path-based selector. */
	path?: AbsolutePathBuf | null | undefined;
	/** Name-based selector. */
	name?: string | null | undefined;
	enabled: boolean;
}

export interface SkillsConfigWriteResponse {
	effectiveEnabled: boolean;
}

export interface SkillsExtraRootsSetParams {
	extraRoots: AbsolutePathBuf[];
}

export type SkillsExtraRootsSetResponse = Record<string, never>;

export interface SkillsListEntry {
	cwd: string;
	skills: SkillMetadata[];
	errors: SkillErrorInfo[];
}

export interface SkillsListParams {
	/** When empty, defaults to the current session working directory. */
	cwds?: string[] | undefined;
	/** When true, bypass the skills cache and re-scan skills from disk. */
	forceReload?: boolean | undefined;
}

export interface SkillsListResponse {
	data: SkillsListEntry[];
}

export type SortDirection = "asc" | "desc";

export interface SpendControlLimitSnapshot {
	limit: string;
	used: string;
	remainingPercent: number;
	resetsAt: number;
}

export interface StrictReviewRequiredNotification {
	threadId: string;
	turnId: string;
	/** Unix timestamp (in milliseconds) when this review started. */
	startedAtMs: number;
}

export type SubAgentActivityKind = "started" | "interacted" | "interrupted" | "completed" | (string & {});

export type SubAgentSource =
	| "review" | "compact" | "memory_consolidation" | (string & {})
	| ThreadSpawnSubAgentSource
	| OtherSubAgentSource
	| UnknownKeyedVariant;

export interface ThreadSpawnSubAgentSource {
	thread_spawn: {
		parent_thread_id: ThreadId;
		depth: number;
		agent_path: AgentPath | null;
		agent_nickname: string | null;
		agent_role: string | null;
	};
}

export interface OtherSubAgentSource {
	other: string;
}

export interface SubagentMigration {
	name: string;
}

export interface TerminalInteractionNotification {
	threadId: string;
	turnId: string;
	itemId: string;
	processId: string;
	stdin: string;
}

export interface TextElement {
	/** Byte range in the parent `text` buffer that this element occupies. */
	byteRange: ByteRange;
	/** Optional human-readable placeholder for the element, displayed in the UI. */
	placeholder?: string | null | undefined;
}

export interface TextPosition {
	/** 1-based line number. */
	line: number;
	/** 1-based column number (in Unicode scalar values). */
	column: number;
}

export interface TextRange {
	start: TextPosition;
	end: TextPosition;
}

export interface Thread {
	/** Identifier for this thread. Codex-generated thread IDs are UUIDv7. */
	id: string;
	/**
	 * Current environments for a loaded thread, in priority order, primary first. `null` means the thread is not loaded or the server does not expose its selection. An empty list means no environments are selected. This does not report connection status.
	 *
	 * @experimental
	 */
	environments: ThreadEnvironment[] | null;
	/**
	 * Optional implementation-specific thread data.
	 *
	 * @experimental
	 */
	extra: ThreadExtra | null;
	/** Session id shared by threads that belong to the same session tree. */
	sessionId: string;
	/** Source thread id when this thread was created by forking another thread. */
	forkedFromId: string | null;
	/**
	 * Parent that owns this persisted attached thread, independent of fork or spawn lineage.
	 *
	 * @experimental
	 */
	attachedToThreadId: string | null;
	/** The ID of the parent thread. This will only be set if this thread is a subagent. */
	parentThreadId: string | null;
	/** Usually the first user message in the thread, if available. */
	preview: string;
	/** Whether the thread is ephemeral and should not be materialized on disk. */
	ephemeral: boolean;
	/** The independently persisted section selected for this thread, if any. */
	section: ThreadSection | null;
	/** Unix timestamp in seconds when the thread entered its current section. */
	sectionEnteredAt: number | null;
	/** Canonical project assignment owned by app-server, if any. */
	projectId: string | null;
	/** Persisted thread history contract selected when this thread was created. */
	historyMode: ThreadHistoryMode;
	/** Model provider used for this thread (for example, 'openai'). */
	modelProvider: string;
	/** Current configured model when loaded, otherwise the latest persisted model. Null when unavailable. This is not per-turn execution telemetry. */
	model: string | null;
	/** Current configured reasoning effort when loaded, otherwise the latest persisted effort. Null when unset or unavailable. This is not per-turn execution telemetry. */
	reasoningEffort: ReasoningEffort | null;
	/** Unix timestamp (in seconds) when the thread was created. */
	createdAt: number;
	/** Unix timestamp (in seconds) when the thread was last updated. */
	updatedAt: number;
	/** Unix timestamp (in seconds) used for thread recency ordering. */
	recencyAt: number | null;
	/** Current runtime status for the thread. */
	status: ThreadStatus;
	/** [UNSTABLE] Path to the thread on disk. */
	path: string | null;
	/** Working directory captured for the thread. */
	cwd: AbsolutePathBuf;
	/** Version of the CLI that created the thread. */
	cliVersion: string;
	/** Originator recorded when the thread was created, independent of its current client or executor. Null when the recorded originator is unavailable. */
	originator: string | null;
	/** Origin of the thread (CLI, VSCode, codex exec, codex app-server, etc.). */
	source: SessionSource;
	/**
	 * Whether the app server accepts direct turn input for this loaded thread. `None` means the capability is unavailable, such as for an unloaded stored thread.
	 *
	 * @experimental
	 */
	canAcceptDirectInput: boolean | null;
	/** Optional analytics source classification for this thread. */
	threadSource: ThreadSource | null;
	/** Optional random unique nickname assigned to an AgentControl-spawned sub-agent. */
	agentNickname: string | null;
	/** Optional role (agent_role) assigned to an AgentControl-spawned sub-agent. */
	agentRole: string | null;
	/** Optional Git metadata captured when the thread was created. */
	gitInfo: GitInfo | null;
	/** Optional user-facing thread title. */
	name: string | null;
	/**
	 * Saved Daybreak choice, independent of turn execution. Null if unset.
	 *
	 * @experimental
	 */
	daybreakEnabled: boolean | null;
	/** Only populated on `thread/resume`, `thread/fork`, and `thread/read` (when `includeTurns` is true) responses. For all other responses and notifications returning a Thread, the turns field will be an empty list. */
	turns: Turn[];
}

export type ThreadActiveFlag = "waitingOnApproval" | "waitingOnUserInput" | (string & {});

export interface ThreadApproveGuardianDeniedActionParams {
	threadId: string;
	/** Serialized `codex_protocol::protocol::GuardianAssessmentEvent`. */
	event: unknown;
}

export type ThreadApproveGuardianDeniedActionResponse = Record<string, never>;

export interface ThreadArchiveParams {
	threadId: string;
}

export type ThreadArchiveResponse = Record<string, never>;

export interface ThreadArchivedNotification {
	threadId: string;
}

/** An independently persisted attachment associated with a thread. */
export interface ThreadAttachment {
	id: string;
	attachmentType: string;
	identityKey: string;
	payload: unknown;
	createdAt: number;
}

/** Result of attempting to associate an attachment with a thread. */
export type ThreadAttachmentAddOutcome = "created" | "existing" | (string & {});

/** Parameters for creating or locating an attachment on its owning thread. */
export interface ThreadAttachmentAddParams {
	threadId: string;
	attachmentType: string;
	identityKey: string;
	payload: unknown;
}

/** The created or existing attachment. */
export interface ThreadAttachmentAddResponse {
	outcome: ThreadAttachmentAddOutcome;
	attachment: ThreadAttachment;
}

/** Parameters for listing attachments from one thread. */
export interface ThreadAttachmentListParams {
	threadId: string;
	cursor?: string | null | undefined;
	limit?: number | null | undefined;
}

/** One page of attachments associated with the requested thread. */
export interface ThreadAttachmentListResponse {
	data: ThreadAttachment[];
	nextCursor: string | null;
}

/** The persisted attachment change represented by a notification. */
export type ThreadAttachmentOperation = "created" | "deleted" | (string & {});

/** A thread that currently owns an attachment with the requested identity. */
export interface ThreadAttachmentOwner {
	threadId: string;
	/** Whether the owning thread is archived, not whether it is currently executing a turn. */
	archived: boolean;
}

/** Parameters for reverse lookup by attachment identity within this server's store. */
export interface ThreadAttachmentOwnerListParams {
	attachmentType: string;
	identityKey: string;
	/** Omitted or null returns all matches; false returns non-archived threads only. */
	archived?: boolean | null | undefined;
	cursor?: string | null | undefined;
	limit?: number | null | undefined;
}

/** One page of matching owners, including threads without their own user messages. */
export interface ThreadAttachmentOwnerListResponse {
	data: ThreadAttachmentOwner[];
	nextCursor: string | null;
}

/** Parameters for deleting an attachment by its stable thread-local identity. */
export interface ThreadAttachmentRemoveParams {
	threadId: string;
	attachmentType: string;
	identityKey: string;
}

/** Successful deletion does not return additional attachment data. */
export type ThreadAttachmentRemoveResponse = Record<string, never>;

/** Notification published after a thread attachment is created or deleted. */
export interface ThreadAttachmentUpdatedNotification {
	threadId: string;
	attachmentType: string;
	identityKey: string;
	attachmentId: string;
	operation: ThreadAttachmentOperation;
}

/** @experimental */
export interface ThreadBackgroundTerminal {
	itemId: string;
	processId: string;
	command: string;
	cwd: LegacyAppPathString;
	osPid: number | null;
	cpuPercent: number | null;
	rssKb: number | null;
}

/** @experimental */
export interface ThreadBackgroundTerminalsCleanParams {
	threadId: string;
}

/** @experimental */
export type ThreadBackgroundTerminalsCleanResponse = Record<string, never>;

/** @experimental */
export interface ThreadBackgroundTerminalsListParams {
	threadId: string;
	/** Opaque pagination cursor returned by a previous call. */
	cursor?: string | null | undefined;
	/** Optional page size. */
	limit?: number | null | undefined;
}

/** @experimental */
export interface ThreadBackgroundTerminalsListResponse {
	data: ThreadBackgroundTerminal[];
	/** Opaque cursor to pass to the next call to continue after the last item. If None, there are no more items to return. */
	nextCursor: string | null;
}

/** @experimental */
export interface ThreadBackgroundTerminalsTerminateParams {
	threadId: string;
	processId: string;
}

/** @experimental */
export interface ThreadBackgroundTerminalsTerminateResponse {
	terminated: boolean;
}

export interface ThreadClosedNotification {
	threadId: string;
}

export interface ThreadCompactStartParams {
	threadId: string;
}

export type ThreadCompactStartResponse = Record<string, never>;

/**
 * Parameters for `thread/decrement_elicitation`.
 *
 * @experimental
 */
export interface ThreadDecrementElicitationParams {
	/** Thread whose out-of-band elicitation counter should be decremented. */
	threadId: string;
}

/**
 * Response for `thread/decrement_elicitation`.
 *
 * @experimental
 */
export interface ThreadDecrementElicitationResponse {
	/** Current out-of-band elicitation count after the decrement. */
	count: number;
	/** Whether timeout accounting remains paused after applying the decrement. */
	paused: boolean;
}

export interface ThreadDeleteParams {
	threadId: string;
}

export type ThreadDeleteResponse = Record<string, never>;

export interface ThreadDeletedNotification {
	threadId: string;
}

/** An environment selected by a loaded thread, independent of connection status. */
export interface ThreadEnvironment {
	environmentId: string;
	cwd: LegacyAppPathString;
	runtimeWorkspaceRoots: LegacyAppPathString[];
}

/** Extra app-server data for a thread. */
export type ThreadExtra = Record<string, never>;

/**
 * There are two ways to fork a thread: 1. By thread_id: load the thread from disk by thread_id and fork it into a new thread. 2. By path: load the thread from disk by path and fork it into a new thread.
 *
 * If using a non-empty path, the thread_id param will be ignored. Empty string path values are treated as absent.
 *
 * Prefer using thread_id whenever possible.
 */
export interface ThreadForkParams {
	/** The thread whose history is copied. */
	threadId: string;
	/**
	 * Start from the loaded parent's effective config, tools, environments, and persisted history to maximize prompt-cache reuse. Requires a loaded, persisted parent and `ephemeral: true`. Enables `features.reasoning_effort_override` on the fork. Only `config.thread_unload_delay_secs` may override the inherited config. Cannot be combined with `path`, `lastTurnId`, or `beforeTurnId`.
	 *
	 * @experimental
	 */
	experimentalPredictionMode?: boolean | undefined;
	/**
	 * Disable MCP servers in prediction mode when the inherited window uses incremental tools on Responses Lite. Requires `experimentalPredictionMode: true`.
	 *
	 * @experimental
	 */
	experimentalDisablePredictionMcp?: boolean | undefined;
	/**
	 * Optional last turn id to fork through, inclusive.
	 *
	 * When specified, turns after `last_turn_id` are omitted from the fork. The referenced turn cannot be in progress.
	 */
	lastTurnId?: string | null | undefined;
	/**
	 * Optional turn id to fork before, excluding that turn and all later turns. Cannot be combined with `last_turn_id`.
	 *
	 * @experimental
	 */
	beforeTurnId?: string | null | undefined;
	/**
	 * [UNSTABLE] Specify the rollout path to fork from. If specified, the thread_id param will be ignored.
	 *
	 * @experimental
	 */
	path?: string | null | undefined;
	/** Configuration overrides for the forked thread, if any. */
	model?: string | null | undefined;
	/** Override the model provider, by its id in the configuration. */
	modelProvider?: string | null | undefined;
	/** Override the service tier of requests to the model, by its id; `codex.models()` lists the ones of each model. */
	serviceTier?: string | null | undefined;
	/** Override the folder in which commands run. A relative path counts from the client's `cwd`. */
	cwd?: string | null | undefined;
	/**
	 * Replace the thread's runtime workspace roots. Paths must be absolute.
	 *
	 * @experimental
	 */
	runtimeWorkspaceRoots?: AbsolutePathBuf[] | null | undefined;
	/**
	 * When approval is asked for:
	 *
	 * - `untrusted`: for every command.
	 * - `on-request`: when the model wants to go beyond the sandbox.
	 * - `never`: not at all; what needs approval does not run.
	 * - `granular`: settles each kind of approval on its own.
	 *
	 * `approvalMode` sets it together with the reviewer. Left out or null: not overridden.
	 */
	approvalPolicy?: AskForApproval | null | undefined;
	/** Override where approval requests are routed for review on this thread and subsequent turns. */
	approvalsReviewer?: ApprovalsReviewer | null | undefined;
	/** What commands may access: `read-only`, `workspace-write` (the working folder) or `danger-full-access`. Left out or null: not overridden. */
	sandbox?: SandboxMode | null | undefined;
	/**
	 * Named profile id for the forked thread. Cannot be combined with `sandbox`.
	 *
	 * @experimental
	 */
	permissions?: string | null | undefined;
	/** Settings for this thread that override config.toml, by dotted key such as `model_reasoning_effort` or `features.default_mode_request_user_input`. Default: none. */
	config?: { [key: string]: unknown } | null | undefined;
	/** Override the instructions that the model gets from Codex itself; they are replaced as a whole. */
	baseInstructions?: string | null | undefined;
	/** Override the instructions that the model gets from the developer. */
	developerInstructions?: string | null | undefined;
	/** Whether the fork is kept in memory only. It is then not stored, and can't be resumed once the server has unloaded it; needs `excludeTurns: true`. Default: false. */
	ephemeral?: boolean | undefined;
	/**
	 * Persist the fork as an attached thread of its resolved source, hidden from ordinary lists. The source cannot be deleted while attached threads exist. Requires a paginated source and local storage; incompatible with ephemeral and deferGoalContinuation. Omitted or false creates an ordinary fork.
	 *
	 * @experimental
	 */
	attachToSource?: boolean | undefined;
	/** Optional client-supplied analytics source classification for this forked thread. */
	threadSource?: ThreadSource | null | undefined;
	/** When true, return only thread metadata and live fork state without populating `thread.turns`. This is useful when the client plans to call `thread/turns/list` immediately after forking. Full-history hydration is deprecated for paginated threads; use this with `thread/turns/list` and `thread/items/list` instead. */
	excludeTurns?: boolean | undefined;
	/**
	 * When true, carry the source thread's current goal into the fork without starting its initial automatic continuation. The next explicit turn owns the goal lifecycle, and normal automatic continuation resumes after it.
	 *
	 * @experimental
	 */
	deferGoalContinuation?: boolean | undefined;
}

export interface ThreadForkResponse {
	thread: Thread;
	model: string;
	modelProvider: string;
	serviceTier: string | null;
	/** Saved list of disabled plugin IDs. Does not yet filter plugin capabilities. */
	disabledPluginIds: string[];
	cwd: AbsolutePathBuf;
	/**
	 * Thread-scoped runtime workspace roots used to materialize `:workspace_roots`.
	 *
	 * @experimental
	 */
	runtimeWorkspaceRoots: AbsolutePathBuf[];
	/** Environment-native paths to instruction source files currently loaded for this thread. */
	instructionSources: LegacyAppPathString[];
	approvalPolicy: AskForApproval;
	/** Reviewer currently used for approval requests on this thread. */
	approvalsReviewer: ApprovalsReviewer;
	/** Legacy sandbox policy retained for compatibility. Experimental clients should prefer `activePermissionProfile` for profile provenance. */
	sandbox: SandboxPolicy;
	/**
	 * Named or implicit built-in profile that produced the active permissions, when known.
	 *
	 * @experimental
	 */
	activePermissionProfile: ActivePermissionProfile | null;
	reasoningEffort: ReasoningEffort | null;
	/**
	 * @deprecated Always `explicitRequestOnly`. Use `reasoningEffort` for Ultra behavior.
	 * @experimental
	 */
	multiAgentMode: MultiAgentMode;
}

export interface ThreadGoal {
	threadId: string;
	objective: string;
	status: ThreadGoalStatus;
	tokenBudget: number | null;
	tokensUsed: number;
	timeUsedSeconds: number;
	createdAt: number;
	updatedAt: number;
}

export interface ThreadGoalClearParams {
	threadId: string;
	/** Missing provenance does not supply user authorization. */
	origin?: ThreadGoalMutationOrigin | null | undefined;
}

export interface ThreadGoalClearResponse {
	cleared: boolean;
}

export interface ThreadGoalClearedNotification {
	threadId: string;
}

export interface ThreadGoalGetParams {
	threadId: string;
}

export interface ThreadGoalGetResponse {
	goal: ThreadGoal | null;
}

/** Distinguishes explicit user actions from automatic goal lifecycle mutations. */
export type ThreadGoalMutationOrigin = "user" | "automatic";

export interface ThreadGoalSetParams {
	threadId: string;
	/** Missing provenance does not supply user authorization. */
	origin?: ThreadGoalMutationOrigin | null | undefined;
	objective?: string | null | undefined;
	status?: ThreadGoalStatus | null | undefined;
	tokenBudget?: number | null | undefined;
}

export interface ThreadGoalSetResponse {
	goal: ThreadGoal;
}

export type ThreadGoalStatus = "active" | "paused" | "blocked" | "usageLimited" | "budgetLimited" | "complete" | UnknownValue;

export interface ThreadGoalUpdatedNotification {
	threadId: string;
	turnId: string | null;
	goal: ThreadGoal;
}

/** @experimental */
export interface ThreadGuardianAssessment {
	outcome: GuardianAssessmentOutcome;
	riskLevel: GuardianRiskLevel;
	userAuthorization: GuardianUserAuthorization;
	rationale: string;
}

/**
 * Calling `thread/guardianReview` subscribes the connection to the thread. The subscription remains after the review completes, keeping the thread loaded until the client calls `thread/unsubscribe` or disconnects.
 *
 * @experimental
 */
export interface ThreadGuardianReviewParams {
	threadId: string;
}

/** @experimental */
export interface ThreadGuardianReviewResponse {
	callId: string;
	/** Null when current policy or a remembered approval skips review. */
	assessment: ThreadGuardianAssessment | null;
}

export type ThreadHistoryMode = "legacy" | "paginated" | UnknownValue;

export type ThreadId = string;

/**
 * Parameters for `thread/increment_elicitation`.
 *
 * @experimental
 */
export interface ThreadIncrementElicitationParams {
	/** Thread whose out-of-band elicitation counter should be incremented. */
	threadId: string;
}

/**
 * Response for `thread/increment_elicitation`.
 *
 * @experimental
 */
export interface ThreadIncrementElicitationResponse {
	/** Current out-of-band elicitation count after the increment. */
	count: number;
	/** Whether timeout accounting is paused after applying the increment. */
	paused: boolean;
}

export interface ThreadInjectItemsParams {
	threadId: string;
	/** Raw Responses API items to append to the thread's model-visible history. */
	items: unknown[];
}

export type ThreadInjectItemsResponse = Record<string, never>;

/** A thread item and its recorded lifecycle times. The payload stays flat on the wire. */
export type ThreadItem =
	| UserMessageThreadItem
	| HookPromptThreadItem
	| AgentMessageThreadItem
	| FunctionCallOutputThreadItem
	| PlanThreadItem
	| ReasoningThreadItem
	| CommandExecutionThreadItem
	| FileChangeThreadItem
	| McpToolCallThreadItem
	| DynamicToolCallThreadItem
	| CollabAgentToolCallThreadItem
	| SubAgentActivityThreadItem
	| WebSearchThreadItem
	| ImageViewThreadItem
	| SleepThreadItem
	| ImageGenerationThreadItem
	| EnteredReviewModeThreadItem
	| ExitedReviewModeThreadItem
	| ContextCompactionThreadItem
	| UnknownVariant<"type", { startedAtMs?: number | null; completedAtMs?: number | null; id: string }>;

/** What every {@link ThreadItem} has. */
export interface ThreadItemBase {
	/** Unix timestamp in milliseconds when the item started, if recorded. */
	startedAtMs?: number | null;
	/** Unix timestamp in milliseconds when the item completed, if recorded. */
	completedAtMs?: number | null;
}

export interface UserMessageThreadItem extends ThreadItemBase {
	type: "userMessage";
	id: string;
	clientId: string | null;
	content: UserInput[];
}

export interface HookPromptThreadItem extends ThreadItemBase {
	type: "hookPrompt";
	id: string;
	fragments: HookPromptFragment[];
}

export interface AgentMessageThreadItem extends ThreadItemBase {
	type: "agentMessage";
	moderation: AgentMessageModeration | null;
	id: string;
	text: string;
	phase: MessagePhase | null;
	memoryCitation: MemoryCitation | null;
	delivery: AgentMessageDelivery | null;
	questions: AsyncUserInputQuestion[] | null;
}

export interface FunctionCallOutputThreadItem extends ThreadItemBase {
	type: "functionCallOutput";
	id: string;
	name: string;
	namespace: string | null;
	output: FunctionCallOutputBody;
}

/** EXPERIMENTAL - proposed plan item content. The completed plan item is authoritative and may not match the concatenation of `PlanDelta` text. */
export interface PlanThreadItem extends ThreadItemBase {
	type: "plan";
	id: string;
	text: string;
}

export interface ReasoningThreadItem extends ThreadItemBase {
	type: "reasoning";
	id: string;
	summary: string[];
	content: string[];
}

export interface CommandExecutionThreadItem extends ThreadItemBase {
	type: "commandExecution";
	id: string;
	/** Trusted first-party plugin id when this command resolves to one plugin script. */
	pluginId: string | null;
	/** Safe plugin-relative path when this command resolves to one plugin script. */
	scriptPath: string | null;
	/** The command to be executed. */
	command: string;
	/** The command's working directory. */
	cwd: LegacyAppPathString;
	/** Identifier for the underlying PTY process (when available). */
	processId: string | null;
	source: CommandExecutionSource;
	status: CommandExecutionStatus;
	/** A best-effort parsing of the command to understand the action(s) it will perform. This returns a list of CommandAction objects because a single shell command may be composed of many commands piped together. */
	commandActions: CommandAction[];
	/** The command's output, aggregated from stdout and stderr. */
	aggregatedOutput: string | null;
	/** The command's exit code. */
	exitCode: number | null;
	/** The duration of the command execution in milliseconds. */
	durationMs: number | null;
}

export interface FileChangeThreadItem extends ThreadItemBase {
	type: "fileChange";
	id: string;
	changes: FileUpdateChange[];
	status: PatchApplyStatus;
}

export interface McpToolCallThreadItem extends ThreadItemBase {
	type: "mcpToolCall";
	id: string;
	server: string;
	tool: string;
	status: McpToolCallStatus;
	arguments: unknown;
	appContext: McpToolCallAppContext | null;
	/** Legacy compatibility field; prefer `mcpAppUi.resourceUri` when available. */
	mcpAppResourceUri?: string | null;
	/** Presentation captured from the invoked descriptor; absent in older history. */
	mcpAppUi: McpAppUi | null;
	pluginId: string | null;
	readOnlyHint: boolean | null;
	result: McpToolCallResult | null;
	error: McpToolCallError | null;
	/** The duration of the MCP tool call in milliseconds. */
	durationMs: number | null;
}

export interface DynamicToolCallThreadItem extends ThreadItemBase {
	type: "dynamicToolCall";
	id: string;
	namespace: string | null;
	tool: string;
	arguments: unknown;
	status: DynamicToolCallStatus;
	contentItems: DynamicToolCallOutputContentItem[] | null;
	success: boolean | null;
	/** The duration of the dynamic tool call in milliseconds. */
	durationMs: number | null;
}

export interface CollabAgentToolCallThreadItem extends ThreadItemBase {
	type: "collabAgentToolCall";
	/** Unique identifier for this collab tool call. */
	id: string;
	/** Name of the collab tool that was invoked. */
	tool: CollabAgentTool;
	/** Current status of the collab tool call. */
	status: CollabAgentToolCallStatus;
	/** Thread ID of the agent issuing the collab request. */
	senderThreadId: string;
	/** Thread ID of the receiving agent, when applicable. In case of spawn operation, this corresponds to the newly spawned agent. */
	receiverThreadIds: string[];
	/** Prompt text sent as part of the collab tool call, when available. */
	prompt: string | null;
	/** Model requested for the spawned agent, when applicable. */
	model: string | null;
	/** Reasoning effort requested for the spawned agent, when applicable. */
	reasoningEffort: ReasoningEffort | null;
	/** Last known status of the target agents, when available. */
	agentsStates: { [key: string]: CollabAgentState };
}

export interface SubAgentActivityThreadItem extends ThreadItemBase {
	type: "subAgentActivity";
	/** Resolved model at sub-agent creation; absent from older records and other activities. */
	model: string | null;
	/** Resolved reasoning effort at sub-agent creation, when known. */
	reasoningEffort: ReasoningEffort | null;
	id: string;
	kind: SubAgentActivityKind;
	agentThreadId: string;
	agentPath: string;
}

export interface WebSearchThreadItem extends ThreadItemBase {
	type: "webSearch";
	id: string;
	query: string;
	action: WebSearchAction | null;
	/**
	 * Structured search results returned out-of-band by standalone web search.
	 *
	 * These stay as opaque JSON at the extension/app-server boundary so new result fields and result types can pass through without a Codex release.
	 */
	results: unknown[] | null;
}

export interface ImageViewThreadItem extends ThreadItemBase {
	type: "imageView";
	id: string;
	path: LegacyAppPathString;
}

/** Display item emitted by the interruptible `clock.sleep` tool. */
export interface SleepThreadItem extends ThreadItemBase {
	type: "sleep";
	id: string;
	durationMs: number;
}

export type ImageGenerationThreadItem =
	| ThreadItemBase & {
		type: "imageGeneration";
		id: string;
		status: string;
		revisedPrompt: string | null;
		transparentBackground?: boolean | null;
		failure: ImageGenerationFailure | null;
		savedPath?: AbsolutePathBuf | null;
		/** Observed local inputs for a completed generation, absent on older items. */
		inputImages?: ImageGenerationInputImage[];
		/** Image generation identifier for the generated image, when provided by the image backend. */
		generationId: string | null;
		fileId: string;
	}
	| ThreadItemBase & {
		type: "imageGeneration";
		id: string;
		status: string;
		revisedPrompt: string | null;
		transparentBackground?: boolean | null;
		failure: ImageGenerationFailure | null;
		savedPath?: AbsolutePathBuf | null;
		/** Observed local inputs for a completed generation, absent on older items. */
		inputImages?: ImageGenerationInputImage[];
		/** Image generation identifier for the generated image, when provided by the image backend. */
		generationId: string | null;
		result: string;
	};

export interface EnteredReviewModeThreadItem extends ThreadItemBase {
	type: "enteredReviewMode";
	id: string;
	review: string;
}

export interface ExitedReviewModeThreadItem extends ThreadItemBase {
	type: "exitedReviewMode";
	id: string;
	review: string;
}

export interface ContextCompactionThreadItem extends ThreadItemBase {
	type: "contextCompaction";
	id: string;
}

export interface ThreadItemEntry {
	/** Turn containing this item. */
	turnId: string;
	item: ThreadItem;
	/**
	 * The saved output was omitted. Fetch the complete item with `thread/items/read`.
	 *
	 * @experimental
	 */
	outputDeferred?: boolean;
	/** Unix timestamp (milliseconds) when the item started, if recorded by the producer. */
	startedAtMs: number | null;
	/** Unix timestamp (milliseconds) when the item completed, if recorded by the producer. */
	completedAtMs: number | null;
}

export interface ThreadItemOutputDeferral {
	/**
	 * Defer nonempty output from successful commands.
	 *
	 * @experimental
	 */
	commandExecution?: boolean | undefined;
	/**
	 * Defer nonempty plain-text results from successful MCP tool calls.
	 *
	 * @experimental
	 */
	mcpToolCall?: boolean | undefined;
}

/** An exclusive item position within the requested visible turn. */
export interface ThreadItemsListAnchor {
	type: "item";
	itemId: string;
}

/** Starting position for an item-history page. */
export type ThreadItemsListCursor =
	| string
	| ThreadItemsListAnchor;

export interface ThreadItemsListParams {
	threadId: string;
	/** Optional turn id to filter by. When omitted, returns items across the thread. */
	turnId?: string | null | undefined;
	/** Opaque continuation cursor or an exclusive item anchor in the requested visible turn. An item anchor requires a non-empty `turnId`; ascending (the default) returns items after it, and descending returns items before it. Continue with the returned string cursor. */
	cursor?: ThreadItemsListCursor | null | undefined;
	/** Optional item page size. */
	limit?: number | null | undefined;
	/** Optional item pagination direction; defaults to ascending. */
	sortDirection?: SortDirection | null | undefined;
	/** For a single turn, choose which saved outputs to fetch separately by item ID. */
	deferOutput?: ThreadItemOutputDeferral | null | undefined;
}

export interface ThreadItemsListResponse {
	data: ThreadItemEntry[];
	/** Opaque cursor to pass to the next call to continue after the last item. if None, there are no more items to return. */
	nextCursor: string | null;
	/** Opaque cursor to pass as `cursor` when reversing `sortDirection`. This is only populated when the page contains at least one item. */
	backwardsCursor: string | null;
}

/**
 * EXPERIMENTAL - retrieve a bounded set of persisted items from one turn.
 *
 * @experimental
 */
export interface ThreadItemsReadParams {
	threadId: string;
	turnId: string;
	/** Item IDs to retrieve. Supply 1 to 100 IDs. */
	itemIds: string[];
}

/**
 * EXPERIMENTAL - persisted items returned in canonical stored order.
 *
 * @experimental
 */
export interface ThreadItemsReadResponse {
	data: ThreadItemEntry[];
}

export type ThreadListCwdFilter =
	| string
	| string[];

export interface ThreadListParams {
	/**
	 * Include persistent threads attached to a parent when searching by title.
	 *
	 * @experimental
	 */
	includeAttachedThreads?: boolean | undefined;
	/** Show local history visible to the current ChatGPT account. Defaults to false. */
	currentAccountOnly?: boolean | undefined;
	/** Opaque pagination cursor returned by a previous call. */
	cursor?: string | null | undefined;
	/** Optional page size; defaults to a reasonable server-side value. */
	limit?: number | null | undefined;
	/** Thread IDs to exclude before applying the result limit. Up to 100 entries; invalid IDs or a larger list are rejected, never truncated. Send the same exclusions on each page. Omitted, null, or empty means no exclusions. */
	excludedThreadIds?: string[] | null | undefined;
	/** Optional sort key; defaults to created_at. */
	sortKey?: ThreadSortKey | null | undefined;
	/** Optional sort direction; defaults to descending (newest first). */
	sortDirection?: SortDirection | null | undefined;
	/** Optional provider filter; when set, only sessions recorded under these providers are returned. When present but empty, includes all providers. */
	modelProviders?: string[] | null | undefined;
	/** Optional source filter; when set, only sessions from these source kinds are returned. When omitted or empty, defaults to interactive sources. */
	sourceKinds?: ThreadSourceKind[] | null | undefined;
	/** Optional originator allowlist, matching any supplied value exactly. Supported by hosted backends only; the local app-server rejects a nonempty list. Omitted or empty lists leave originators unrestricted. */
	originators?: string[] | null | undefined;
	/** Optional archived filter; when set to true, only archived threads are returned. If false or null, only non-archived threads are returned. */
	archived?: boolean | null | undefined;
	/** Omit to include every section, set to `null` for unsectioned threads, or provide a section ID to return only threads in that section. */
	sectionId?: string | null | undefined;
	/**
	 * Omit to include every project, set to null for unassigned threads, or provide a project ID to return only threads in that project.
	 *
	 * @experimental
	 */
	projectId?: string | null | undefined;
	/** Optional cwd filter or filters; when set, only threads whose session cwd exactly matches one of these paths are returned. */
	cwd?: ThreadListCwdFilter | null | undefined;
	/** If true, return from the state DB without scanning JSONL rollouts to repair thread metadata. Omitted or false preserves scan-and-repair behavior. */
	useStateDbOnly?: boolean | undefined;
	/** Optional substring filter for the extracted thread title. */
	searchTerm?: string | null | undefined;
	/**
	 * Optional direct parent thread filter. Mutually exclusive with `ancestorThreadId`.
	 *
	 * @experimental
	 */
	parentThreadId?: string | null | undefined;
	/**
	 * Optional ancestor thread filter. Returns spawned descendants at any depth, excluding the ancestor itself. Mutually exclusive with `parentThreadId`.
	 *
	 * @experimental
	 */
	ancestorThreadId?: string | null | undefined;
	/**
	 * Return only persistent threads attached to this thread, including empty threads. Mutually exclusive with parentThreadId and ancestorThreadId. Omitting this filter keeps attached threads hidden from ordinary listings.
	 *
	 * @experimental
	 */
	attachedToThreadId?: string | null | undefined;
}

export interface ThreadListResponse {
	data: Thread[];
	/**
	 * Local receipts for eligible threads on this page, keyed by thread ID. Null means durable read state is unavailable; an absent key means that row is ineligible.
	 *
	 * @experimental
	 */
	readStates: { [key: string]: ThreadReadState } | null;
	/** Opaque cursor to pass to the next call to continue after the last item. if None, there are no more items to return. */
	nextCursor: string | null;
	/** Opaque cursor to pass as `cursor` when reversing `sortDirection`. This is only populated when the page contains at least one thread. Use it with the opposite `sortDirection`; for timestamp sorts it anchors at the start of the page timestamp so same-second updates are not skipped. */
	backwardsCursor: string | null;
}

export interface ThreadLoadedListParams {
	/** Opaque pagination cursor returned by a previous call. */
	cursor?: string | null | undefined;
	/** Optional page size; defaults to no limit. */
	limit?: number | null | undefined;
}

export interface ThreadLoadedListResponse {
	/** Thread ids for sessions currently loaded in memory. */
	data: string[];
	/** Opaque cursor to pass to the next call to continue after the last item. if None, there are no more items to return. */
	nextCursor: string | null;
}

export type ThreadMemoryMode = "enabled" | "disabled";

/** @experimental */
export interface ThreadMemoryModeSetParams {
	threadId: string;
	mode: ThreadMemoryMode;
}

/** @experimental */
export type ThreadMemoryModeSetResponse = Record<string, never>;

/** @experimental */
export interface ThreadMemoryReadParams {
	/** The thread must already be started or resumed. */
	threadId: string;
}

/** @experimental */
export interface ThreadMemoryReadResponse {
	/** Summary from the thread's selected memory version. Null when memory use is disabled or the selected summary is missing, unreadable, or blank. */
	summary: string | null;
}

export interface ThreadMetadataGitInfoUpdateParams {
	/** Omit to leave the stored commit unchanged, set to `null` to clear it, or provide a non-empty string to replace it. */
	sha?: string | null | undefined;
	/** Omit to leave the stored branch unchanged, set to `null` to clear it, or provide a non-empty string to replace it. */
	branch?: string | null | undefined;
	/** Omit to leave the stored origin URL unchanged, set to `null` to clear it, or provide a non-empty string to replace it. */
	originUrl?: string | null | undefined;
}

export interface ThreadMetadataUpdateParams {
	threadId: string;
	/**
	 * Omit to leave the project unchanged, use an empty string to clear it, or provide an existing project ID to assign it.
	 *
	 * @experimental
	 */
	projectId?: string | null | undefined;
	/** Patch the stored Git metadata for this thread. Omit a field to leave it unchanged, set it to `null` to clear it, or provide a string to replace the stored value. */
	gitInfo?: ThreadMetadataGitInfoUpdateParams | null | undefined;
	/**
	 * Save the client's Daybreak choice for this persistent thread. Omitted or null leaves it unchanged. This does not select a turn's `cyberAccessProgram` or grant access.
	 *
	 * @experimental
	 */
	daybreakEnabled?: boolean | null | undefined;
}

export interface ThreadMetadataUpdateResponse {
	thread: Thread;
}

export interface ThreadNameUpdatedNotification {
	threadId: string;
	threadName?: string | null;
}

/** @experimental */
export interface ThreadPredictionRequestParams {
	threadId: string;
	sourceTurnId: string;
}

/** @experimental */
export type ThreadPredictionRequestResponse = Record<string, never>;

export type ThreadPredictionResult =
	| CompletedThreadPredictionResult
	| FailedThreadPredictionResult
	| UnknownVariant<"type">;

export interface CompletedThreadPredictionResult {
	type: "completed";
	text: string | null;
}

export interface FailedThreadPredictionResult {
	type: "failed";
}

export interface ThreadPredictionUpdatedNotification {
	threadId: string;
	sourceTurnId: string;
	result: ThreadPredictionResult;
}

/**
 * Prepare an approved plan for the first turn of a fresh thread.
 *
 * @experimental
 */
export interface ThreadPrepareApprovedPlanParams {
	threadId: string;
	markdown: string;
	/** Absolute path to the optional app-server copy of the plan. */
	attachmentPath?: string | null | undefined;
}

/** @experimental */
export interface ThreadPrepareApprovedPlanResponse {
	/** Initial user prompt. If no attachment is readable, the plan is already in the thread's context. */
	prompt: string;
}

export interface ThreadProjectUpdatedNotification {
	threadId: string;
	projectId: string | null;
}

/** @experimental */
export interface ThreadQueueAddParams {
	threadId: string;
	input: UserInput[];
	clientUserMessageId: string;
	/** ResponsesAPI metadata captured from the client submitting this input. */
	responsesapiClientMetadata?: { [key: string]: string } | null | undefined;
}

/** @experimental */
export interface ThreadQueueAddResponse {
	queuedSubmission: QueuedSubmission;
}

export interface ThreadQueueChangedNotification {
	threadId: string;
}

/** @experimental */
export interface ThreadQueueDeleteParams {
	threadId: string;
	queuedSubmissionId: string;
}

/** @experimental */
export interface ThreadQueueDeleteResponse {
	deleted: boolean;
}

/** @experimental */
export interface ThreadQueueListParams {
	threadId: string;
	/** Opaque pagination cursor returned by a previous call. */
	cursor?: string | null | undefined;
	/** Optional page size; defaults to the standard thread-list page size. */
	limit?: number | null | undefined;
}

/** @experimental */
export interface ThreadQueueListResponse {
	data: QueuedSubmission[];
	/** Opaque cursor for the next page, or `null` when no submissions remain. */
	nextCursor: string | null;
}

/** @experimental */
export interface ThreadQueueReorderParams {
	threadId: string;
	queuedSubmissionIds: string[];
}

/** @experimental */
export type ThreadQueueReorderResponse = Record<string, never>;

/** @experimental */
export interface ThreadQueueStartParams {
	threadId: string;
	queuedSubmissionId?: string | null | undefined;
}

/** @experimental */
export interface ThreadQueueStartResponse {
	turn: Turn;
}

/** @experimental */
export interface ThreadQueueUpdateParams {
	threadId: string;
	queuedSubmissionId: string;
	input: UserInput[];
	/** Non-empty metadata replaces the input's metadata; omission or an empty map preserves it. */
	responsesapiClientMetadata?: { [key: string]: string } | null | undefined;
}

/** @experimental */
export interface ThreadQueueUpdateResponse {
	queuedSubmission: QueuedSubmission;
}

export interface ThreadReadParams {
	threadId: string;
	/** When true, include turns and their items from rollout history. Full-history hydration is deprecated for paginated threads; prefer a metadata-only read and page with `thread/turns/list` and `thread/items/list`. */
	includeTurns?: boolean | undefined;
}

export interface ThreadReadResponse {
	thread: Thread;
	/**
	 * Local receipt. Null means this thread's durable read state is unavailable.
	 *
	 * @experimental
	 */
	readState: ThreadReadState | null;
}

/** The first unread position in a durable local thread. A null position means read. The opaque revision guards edits against activity or marks the caller has not seen. */
export interface ThreadReadState {
	firstUnread: ThreadUnreadPosition | null;
	revision: string;
}

export interface ThreadReadStateChangedNotification {
	threadId: string;
	readState: ThreadReadState;
}

export type ThreadReadStateOperation =
	| ReadThreadReadStateOperation
	| UnreadThreadReadStateOperation;

export interface ReadThreadReadStateOperation {
	type: "read";
}

export interface UnreadThreadReadStateOperation {
	type: "unread";
}

/** @experimental */
export interface ThreadReadStateUpdateParams {
	threadId: string;
	operation: ThreadReadStateOperation;
	/** Revision of the row or transcript actually seen. Conflicts require a fresh user action. */
	expectedRevision: string;
}

/** @experimental */
export interface ThreadReadStateUpdateResponse {
	readState: ThreadReadState;
}

/**
 * EXPERIMENTAL - append audio input to thread realtime.
 *
 * @experimental
 */
export interface ThreadRealtimeAppendAudioParams {
	threadId: string;
	audio: ThreadRealtimeAudioChunk;
}

/**
 * EXPERIMENTAL - response for appending realtime audio input.
 *
 * @experimental
 */
export type ThreadRealtimeAppendAudioResponse = Record<string, never>;

/**
 * EXPERIMENTAL - append speakable text to thread realtime.
 *
 * @experimental
 */
export interface ThreadRealtimeAppendSpeechParams {
	threadId: string;
	text: string;
}

/**
 * EXPERIMENTAL - response for appending realtime speech.
 *
 * @experimental
 */
export type ThreadRealtimeAppendSpeechResponse = Record<string, never>;

/**
 * EXPERIMENTAL - append text input to thread realtime.
 *
 * @experimental
 */
export interface ThreadRealtimeAppendTextParams {
	threadId: string;
	text: string;
	role?: ConversationTextRole | undefined;
}

/**
 * EXPERIMENTAL - response for appending realtime text input.
 *
 * @experimental
 */
export type ThreadRealtimeAppendTextResponse = Record<string, never>;

/** EXPERIMENTAL - thread realtime audio chunk. */
export interface ThreadRealtimeAudioChunk {
	data: string;
	sampleRate: number;
	numChannels: number;
	samplesPerChannel?: number | null | undefined;
	itemId?: string | null | undefined;
}

/** EXPERIMENTAL - how an existing agent item appears in a realtime conversation. */
export type ThreadRealtimeBemItemPresentation =
	| WholeItemThreadRealtimeBemItemPresentation
	| InlineMarkdownThreadRealtimeBemItemPresentation
	| InlineVisualizationThreadRealtimeBemItemPresentation
	| UnknownVariant<"type">;

export interface WholeItemThreadRealtimeBemItemPresentation {
	type: "wholeItem";
}

export interface InlineMarkdownThreadRealtimeBemItemPresentation {
	type: "inlineMarkdown";
}

export interface InlineVisualizationThreadRealtimeBemItemPresentation {
	type: "inlineVisualization";
	index: number;
}

/** EXPERIMENTAL - emitted when thread realtime transport closes. */
export interface ThreadRealtimeClosedNotification {
	threadId: string;
	reason: string | null;
}

/** EXPERIMENTAL - emitted when thread realtime encounters an error. */
export interface ThreadRealtimeErrorNotification {
	threadId: string;
	message: string;
}

/** EXPERIMENTAL - role-bearing text item included when a realtime V3 session starts. */
export interface ThreadRealtimeInitialItem {
	role: ConversationTextRole;
	text: string;
}

/** EXPERIMENTAL - a thread-scoped realtime item in the canonical timeline. */
export type ThreadRealtimeItem =
	| RealtimeSessionStartedThreadRealtimeItem
	| TranscriptSegmentThreadRealtimeItem
	| BemItemPromotedThreadRealtimeItem
	| RealtimeSessionClosedThreadRealtimeItem
	| UnknownVariant<"type", { id: string; realtimeSessionId: string }>;

/** What every {@link ThreadRealtimeItem} has. */
export interface ThreadRealtimeItemBase {
	id: string;
	realtimeSessionId: string;
}

export interface RealtimeSessionStartedThreadRealtimeItem extends ThreadRealtimeItemBase {
	type: "realtimeSessionStarted";
}

export interface TranscriptSegmentThreadRealtimeItem extends ThreadRealtimeItemBase {
	type: "transcriptSegment";
	role: ThreadRealtimeTranscriptRole;
	text: string;
}

export interface BemItemPromotedThreadRealtimeItem extends ThreadRealtimeItemBase {
	type: "bemItemPromoted";
	turnId: string;
	itemId: string;
	presentation: ThreadRealtimeBemItemPresentation;
}

export interface RealtimeSessionClosedThreadRealtimeItem extends ThreadRealtimeItemBase {
	type: "realtimeSessionClosed";
	outcome: ThreadRealtimeSessionOutcome;
}

/** EXPERIMENTAL - raw non-audio thread realtime item emitted by the backend. */
export interface ThreadRealtimeItemAddedNotification {
	threadId: string;
	item: unknown;
}

/** EXPERIMENTAL - a realtime timeline item published after canonical commit. */
export interface ThreadRealtimeItemCompletedNotification {
	threadId: string;
	item: ThreadRealtimeItem;
}

/** EXPERIMENTAL - a realtime timeline item started before its content streams. */
export interface ThreadRealtimeItemStartedNotification {
	threadId: string;
	item: ThreadRealtimeItem;
}

/** EXPERIMENTAL - text appended to an active realtime transcript item. */
export interface ThreadRealtimeItemTranscriptDeltaNotification {
	threadId: string;
	itemId: string;
	delta: string;
}

/**
 * EXPERIMENTAL - list voices supported by thread realtime.
 *
 * @experimental
 */
export type ThreadRealtimeListVoicesParams = Record<string, never>;

/**
 * EXPERIMENTAL - response for listing supported realtime voices.
 *
 * @experimental
 */
export interface ThreadRealtimeListVoicesResponse {
	voices: RealtimeVoicesList;
}

/** EXPERIMENTAL - streamed output audio emitted by thread realtime. */
export interface ThreadRealtimeOutputAudioDeltaNotification {
	threadId: string;
	audio: ThreadRealtimeAudioChunk;
}

/** EXPERIMENTAL - emitted with the remote SDP for a WebRTC realtime session. */
export interface ThreadRealtimeSdpNotification {
	threadId: string;
	sdp: string;
}

export type ThreadRealtimeSessionOutcome = "ended" | "failed" | (string & {});

/**
 * EXPERIMENTAL - start a thread-scoped realtime session.
 *
 * @experimental
 */
export interface ThreadRealtimeStartParams {
	threadId: string;
	/** Leaves Codex response handoffs to the client's explicit append calls instead of forwarding them automatically. Defaults to false. */
	clientManagedHandoffs?: boolean | null | undefined;
	/** Controls whether a realtime V3 delegation produces an acknowledgement filler. Omitted values preserve the Realtime API's default behavior. */
	delegationAckFiller?: boolean | null | undefined;
	/** Routes any transcript tail remaining at session end through Codex. Defaults to false. TODO: Remove this rollout knob once transcript-tail flushing is always enabled. */
	flushTranscriptTailOnSessionEnd?: boolean | null | undefined;
	/** Sends automatic Codex responses as realtime conversation items instead of handoff appends. */
	codexResponsesAsItems?: boolean | null | undefined;
	/** Optional prefix added to automatic Codex response items when `codexResponsesAsItems` is true. */
	codexResponseItemPrefix?: string | null | undefined;
	/** Selects how automatic Codex responses are routed in Frameless Bidi sessions. Omitted values default to `thinking`. Realtime V1 and V2 ignore this setting. */
	codexResponseHandoffMode?: CodexResponseHandoffMode | null | undefined;
	/** Relays public reasoning summaries as quiet context for realtime V3 delegations. Defaults to false. */
	backendReasoningStatus?: boolean | undefined;
	/** Overrides BEM channel prefixes by `analysis`, `commentary`, or `final`. Omitted channels retain their default uppercase bracketed prefixes. */
	codexResponseHandoffChannelPrefixes?: { [key: string]: string[] } | null | undefined;
	/** Overrides the configured realtime model for this session only. */
	model?: string | null | undefined;
	/** Selects text or audio output for the realtime session. Transport and voice stay independent so clients can choose how they connect separately from what the model emits. */
	outputModality: RealtimeOutputModality;
	/** Set to false to start without Codex's startup context. Omitted or null includes it. */
	includeStartupContext?: boolean | null | undefined;
	/** Adds complete role-bearing text items to the initial Frameless Bidi session history. This is only supported by realtime V3 and is sent during session startup. Requests are limited to 128 items and 8,192 estimated text tokens in total. */
	initialItems?: ThreadRealtimeInitialItem[] | null | undefined;
	/** Developer instructions given to the backing Codex model when this realtime session starts. */
	realtimeStartInstructions?: string | null | undefined;
	/** Developer instructions given to the backing Codex model when this realtime session ends. */
	realtimeEndInstructions?: string | null | undefined;
	prompt?: string | null | undefined;
	realtimeSessionId?: string | null | undefined;
	/** Client-generated identifier for the product voice session. This is distinct from `realtimeSessionId`. */
	voiceSessionId?: string | null | undefined;
	transport?: ThreadRealtimeStartTransport | null | undefined;
	/** Overrides the configured realtime protocol version for this session only. */
	version?: RealtimeConversationVersion | null | undefined;
	voice?: RealtimeVoice | null | undefined;
}

/**
 * EXPERIMENTAL - response for starting thread realtime.
 *
 * @experimental
 */
export type ThreadRealtimeStartResponse = Record<string, never>;

/** EXPERIMENTAL - transport used by thread realtime. */
export type ThreadRealtimeStartTransport =
	| WebsocketThreadRealtimeStartTransport
	| WebrtcThreadRealtimeStartTransport
	| ExistingCallThreadRealtimeStartTransport;

export interface WebsocketThreadRealtimeStartTransport {
	type: "websocket";
}

export interface WebrtcThreadRealtimeStartTransport {
	type: "webrtc";
	/** SDP offer generated by a WebRTC RTCPeerConnection after configuring audio and the realtime events data channel. */
	sdp: string;
}

export interface ExistingCallThreadRealtimeStartTransport {
	type: "existingCall";
	/** Identifier of a realtime call already created and negotiated by the client. */
	callId: string;
}

/** EXPERIMENTAL - emitted when thread realtime startup is accepted. */
export interface ThreadRealtimeStartedNotification {
	threadId: string;
	realtimeSessionId: string | null;
	version: RealtimeConversationVersion;
}

/**
 * EXPERIMENTAL - stop thread realtime.
 *
 * @experimental
 */
export interface ThreadRealtimeStopParams {
	threadId: string;
}

/**
 * EXPERIMENTAL - response for stopping thread realtime.
 *
 * @experimental
 */
export type ThreadRealtimeStopResponse = Record<string, never>;

/** EXPERIMENTAL - flat transcript delta emitted whenever realtime transcript text changes. */
export interface ThreadRealtimeTranscriptDeltaNotification {
	threadId: string;
	role: string;
	/** Live transcript delta from the realtime event. */
	delta: string;
}

/** EXPERIMENTAL - final transcript text emitted when realtime completes a transcript part. */
export interface ThreadRealtimeTranscriptDoneNotification {
	threadId: string;
	role: string;
	/** Final complete text for the transcript part. */
	text: string;
}

export type ThreadRealtimeTranscriptRole = "user" | "assistant" | (string & {});

export interface ThreadResumeInitialTurnsPageParams {
	/** Optional turn page size. */
	limit?: number | null | undefined;
	/** Optional turn pagination direction; defaults to descending. */
	sortDirection?: SortDirection | null | undefined;
	/** How much item detail to include for each returned turn; defaults to summary. */
	itemsView?: TurnItemsView | null | undefined;
}

/**
 * There are three ways to resume a thread: 1. By thread_id: load the thread from disk by thread_id and resume it. 2. By history: instantiate the thread from memory and resume it. 3. By path: load the thread from disk by path and resume it.
 *
 * For non-running threads, the precedence is: history > non-empty path > thread_id. If using history or a non-empty path for a non-running thread, the thread_id param will be ignored.
 *
 * If thread_id identifies a running thread, app-server rejoins that thread and treats a non-empty path as a consistency check against the active rollout path. Empty string path values are treated as absent.
 *
 * Prefer using thread_id whenever possible.
 */
export interface ThreadResumeParams {
	/** The thread to resume. */
	threadId: string;
	/**
	 * [UNSTABLE] FOR CODEX CLOUD - DO NOT USE. If specified, the thread will be resumed with the provided history instead of loaded from disk.
	 *
	 * @experimental
	 */
	history?: ResponseItem[] | null | undefined;
	/**
	 * [UNSTABLE] Specify the rollout path to resume from. If specified for a non-running thread, the thread_id param will be ignored. If thread_id identifies a running thread, the path must match the active rollout path.
	 *
	 * @experimental
	 */
	path?: string | null | undefined;
	/** Configuration overrides for the resumed thread, if any. */
	model?: string | null | undefined;
	/** Override the model provider, by its id in the configuration. */
	modelProvider?: string | null | undefined;
	/** Override the service tier of requests to the model, by its id; `codex.models()` lists the ones of each model. */
	serviceTier?: string | null | undefined;
	/** Override the folder in which commands run. A relative path counts from the client's `cwd`. */
	cwd?: string | null | undefined;
	/**
	 * Replace the thread's runtime workspace roots. Paths must be absolute.
	 *
	 * @experimental
	 */
	runtimeWorkspaceRoots?: AbsolutePathBuf[] | null | undefined;
	/**
	 * When approval is asked for:
	 *
	 * - `untrusted`: for every command.
	 * - `on-request`: when the model wants to go beyond the sandbox.
	 * - `never`: not at all; what needs approval does not run.
	 * - `granular`: settles each kind of approval on its own.
	 *
	 * `approvalMode` sets it together with the reviewer. Left out or null: not overridden.
	 */
	approvalPolicy?: AskForApproval | null | undefined;
	/** Override where approval requests are routed for review on this thread and subsequent turns. */
	approvalsReviewer?: ApprovalsReviewer | null | undefined;
	/** What commands may access: `read-only`, `workspace-write` (the working folder) or `danger-full-access`. Left out or null: not overridden. */
	sandbox?: SandboxMode | null | undefined;
	/**
	 * Named profile id for the resumed thread. Cannot be combined with `sandbox`.
	 *
	 * @experimental
	 */
	permissions?: string | null | undefined;
	/** Settings for this thread that override config.toml, by dotted key such as `model_reasoning_effort` or `features.default_mode_request_user_input`. Default: none. */
	config?: { [key: string]: unknown } | null | undefined;
	/** Override the instructions that the model gets from Codex itself; they are replaced as a whole. */
	baseInstructions?: string | null | undefined;
	/** Override the instructions that the model gets from the developer. */
	developerInstructions?: string | null | undefined;
	/**
	 * The style in which the agent writes.
	 *
	 * @deprecated `friendly` and `pragmatic` no longer select a style. Changing this does not rewrite the thread's existing instructions.
	 */
	personality?: Personality | null | undefined;
	/** When true, return only thread metadata and live-resume state without populating `thread.turns`. This is useful when the client plans to call `thread/turns/list` immediately after resuming. Full-history hydration is deprecated for paginated threads; use this with `thread/turns/list` and `thread/items/list` instead. */
	excludeTurns?: boolean | undefined;
	/**
	 * When present, include a `thread/turns/list` page in the resume response so clients can bootstrap recent turns without a second request.
	 *
	 * @experimental
	 */
	initialTurnsPage?: ThreadResumeInitialTurnsPageParams | null | undefined;
}

export interface ThreadResumeResponse {
	thread: Thread;
	model: string;
	modelProvider: string;
	serviceTier: string | null;
	/** Saved list of disabled plugin IDs. Does not yet filter plugin capabilities. */
	disabledPluginIds: string[];
	cwd: AbsolutePathBuf;
	/**
	 * Thread-scoped runtime workspace roots used to materialize `:workspace_roots`.
	 *
	 * @experimental
	 */
	runtimeWorkspaceRoots: AbsolutePathBuf[];
	/** Environment-native paths to instruction source files currently loaded for this thread. */
	instructionSources: LegacyAppPathString[];
	approvalPolicy: AskForApproval;
	/** Reviewer currently used for approval requests on this thread. */
	approvalsReviewer: ApprovalsReviewer;
	/** Legacy sandbox policy retained for compatibility. Experimental clients should prefer `activePermissionProfile` for profile provenance. */
	sandbox: SandboxPolicy;
	/**
	 * Named or implicit built-in profile that produced the active permissions, when known.
	 *
	 * @experimental
	 */
	activePermissionProfile: ActivePermissionProfile | null;
	reasoningEffort: ReasoningEffort | null;
	/** Effective collaboration mode. Absent when resuming from an older server. */
	collaborationMode: CollaborationMode | null;
	/**
	 * @deprecated Always `explicitRequestOnly`. Use `reasoningEffort` for Ultra behavior.
	 * @experimental
	 */
	multiAgentMode: MultiAgentMode;
	/**
	 * `thread/turns/list` page returned when requested by `initialTurnsPage`.
	 *
	 * @experimental
	 */
	initialTurnsPage: TurnsPage | null;
	/**
	 * Opaque cursor for hydrating paginated turns backwards.
	 *
	 * Pass this as `cursor` to `thread/turns/list` with `sortDirection: "desc"`. The first page includes the turn identified by the cursor.
	 */
	turnsBackwardsCursor: string | null;
	/**
	 * Opaque cursor for hydrating paginated items backwards.
	 *
	 * Pass this as `cursor` to `thread/items/list` with `sortDirection: "desc"`. The first page includes the item identified by the cursor.
	 */
	itemsBackwardsCursor: string | null;
}

/**
 * Replace a paginated thread's durable history with the prefix before one turn.
 *
 * This only changes persisted conversation history. It does not revert local file changes.
 */
export interface ThreadRevertParams {
	threadId: string;
	/** Turn excluded from the replacement history, together with every later turn. */
	beforeTurnId: string;
}

export interface ThreadRevertResponse {
	/** Updated loaded thread metadata. `turns` is always empty; hydrate retained history through `thread/turns/list`. */
	thread: Thread;
	/**
	 * Opaque cursor for hydrating paginated turns backwards.
	 *
	 * Pass this as `cursor` to `thread/turns/list` with `sortDirection: "desc"`. The first page includes the turn identified by the cursor.
	 */
	turnsBackwardsCursor: string | null;
	/**
	 * Opaque cursor for hydrating paginated items backwards.
	 *
	 * Pass this as `cursor` to `thread/items/list` with `sortDirection: "desc"`. The first page includes the item identified by the cursor.
	 */
	itemsBackwardsCursor: string | null;
}

export interface ThreadRevertedNotification {
	threadId: string;
}

/** @experimental */
export interface ThreadSampleCancelParams {
	requestId: RequestId;
}

/** @experimental */
export type ThreadSampleCancelResponse = Record<string, never>;

/** @experimental */
export interface ThreadSampleParams {
	threadId: string;
	/** The loaded source's latest turn, which must be finished (completed, failed, or interrupted) unless `allowInProgressTurn` is true. */
	expectedTurnId: string;
	/** Allow sampling the latest turn before it finishes. */
	allowInProgressTurn?: boolean | undefined;
	prompt: string;
	/** Applied only when the provider and model support cache-preserving reasoning-effort updates. */
	effort?: ReasoningEffort | null | undefined;
	threadSource?: ThreadSource | null | undefined;
	turnTrigger?: string | null | undefined;
	/** Optional metadata to enrich Codex's ResponsesAPI turn metadata. */
	responsesapiClientMetadata?: { [key: string]: string } | null | undefined;
	/** Disable MCP servers when the inherited window uses incremental tools on Responses Lite. */
	disableMcp?: boolean | undefined;
	/** Override upstream interruption on cancellation for this sample; otherwise inherit the parent. */
	interruptOnCancel?: boolean | null | undefined;
}

/** @experimental */
export interface ThreadSampleResponse {
	sourceTurnId: string;
	responseId: string;
	/** Assistant text from the response, or null if it attempted a tool call or completed without text. */
	text: string | null;
	inputTokens: number | null;
	cachedInputTokens: number | null;
	outputTokens: number | null;
}

/**
 * One visible message occurrence returned by [`ThreadSearchOccurrencesResponse`].
 *
 * @experimental
 */
export interface ThreadSearchOccurrence {
	turnId: string;
	itemId: string;
	snippet: string;
	/** Match range within `snippet`, in UTF-16 code units. */
	snippetMatchRange: ThreadSearchTextRange;
	/** Opaque inclusive cursor accepted by `thread/turns/list` for this turn. */
	turnCursor: string;
}

/**
 * Parameters for searching visible message occurrences within one paginated thread.
 *
 * @experimental
 */
export interface ThreadSearchOccurrencesParams {
	threadId: string;
	/** Case-insensitive literal substring to find in visible user messages and both partial and final assistant answers. */
	searchTerm: string;
	/** Opaque cursor returned by a previous call for the same thread and search term. */
	cursor?: string | null | undefined;
	/** Optional occurrence page size. */
	limit?: number | null | undefined;
}

/** @experimental */
export interface ThreadSearchOccurrencesResponse {
	/** Occurrences in chronological message order. */
	data: ThreadSearchOccurrence[];
	/** Opaque cursor to continue after the last returned occurrence. */
	nextCursor: string | null;
}

/** @experimental */
export interface ThreadSearchParams {
	/** Include persistent threads attached to a parent in search results. */
	includeAttachedThreads?: boolean | undefined;
	/** Show local history visible to the current ChatGPT account. Defaults to false. */
	currentAccountOnly?: boolean | undefined;
	/** Opaque pagination cursor returned by a previous call. */
	cursor?: string | null | undefined;
	/** Optional page size; defaults to a reasonable server-side value. */
	limit?: number | null | undefined;
	/** Optional sort key; defaults to created_at. */
	sortKey?: ThreadSearchSortKey | null | undefined;
	/** Optional sort direction; defaults to descending (newest first). */
	sortDirection?: SortDirection | null | undefined;
	/** Optional source filter; when set, only sessions from these source kinds are returned. When omitted or empty, defaults to interactive sources. */
	sourceKinds?: ThreadSourceKind[] | null | undefined;
	/** Optional archived filter; when set to true, only archived threads are returned. If false or null, only non-archived threads are returned. */
	archived?: boolean | null | undefined;
	/** Required substring/full-text query for thread search. */
	searchTerm: string;
}

/** @experimental */
export interface ThreadSearchResponse {
	data: ThreadSearchResult[];
	/** Opaque cursor to pass to the next call to continue after the last item. if None, there are no more items to return. */
	nextCursor: string | null;
	/** Opaque cursor to pass as `cursor` when reversing `sortDirection`. This is only populated when the page contains at least one thread. Use it with the opposite `sortDirection`; for timestamp sorts it anchors at the start of the page timestamp so same-second updates are not skipped. */
	backwardsCursor: string | null;
}

export interface ThreadSearchResult {
	thread: Thread;
	snippet: string;
}

export type ThreadSearchSortKey = "created_at" | "updated_at" | "recency_at";

/**
 * UTF-16 code-unit range within `snippet`.
 *
 * @experimental
 */
export interface ThreadSearchTextRange {
	/** Inclusive UTF-16 code-unit offset. */
	start: number;
	/** Exclusive UTF-16 code-unit offset. */
	end: number;
}

/** An independently persisted, user-visible thread section. */
export interface ThreadSection {
	/** Opaque UUIDv7 identity that remains stable when the section is renamed. */
	id: string;
	/** The current user-visible section name. */
	name: string;
	/** Optional appearance synchronized across clients. */
	appearance: ThreadSectionAppearance | null;
}

/** Extensible visual presentation for a custom thread section. */
export interface ThreadSectionAppearance {
	icon?: string | null | undefined;
	color?: string | null | undefined;
}

/** Broadcast after a successful move into, within, or out of a section. */
export interface ThreadSectionChangedNotification {
	threadId: string;
	/** Destination section, or `null` when the thread was removed from its section. */
	sectionId: string | null;
}

/** Parameters for creating an independently persisted thread section. */
export interface ThreadSectionCreateParams {
	/** The user-visible name of the section. */
	name: string;
	appearance?: ThreadSectionAppearance | null | undefined;
}

/** The independently persisted section created by the server. */
export interface ThreadSectionCreateResponse {
	section: ThreadSection;
}

/** Parameters for deleting an independently persisted thread section. */
export interface ThreadSectionDeleteParams {
	/** The stable, server-generated identity of the section to delete. */
	sectionId: string;
}

/** Successful deletion does not return additional section data. */
export type ThreadSectionDeleteResponse = Record<string, never>;

/** Parameters for listing independently persisted thread sections. */
export interface ThreadSectionListParams {
	/** Opaque pagination cursor returned by a previous call. */
	cursor?: string | null | undefined;
	/** Maximum number of sections to return. */
	limit?: number | null | undefined;
}

/** One page of independently persisted thread sections. */
export interface ThreadSectionListResponse {
	data: ThreadSection[];
	/** Opaque cursor for the next page, or `null` when no sections remain. */
	nextCursor: string | null;
}

/** Parameters for moving a thread within a server-owned section ordering. */
export interface ThreadSectionMoveParams {
	/** Thread to move into, within, or out of a section. */
	threadId: string;
	/** Destination section, or `null` to remove the thread from its section. */
	sectionId: string | null;
	/** Existing thread to insert before; omission or null appends to the section. */
	beforeThreadId?: string | null | undefined;
}

export type ThreadSectionMoveResponse = Record<string, never>;

/** Parameters for updating an independently persisted thread section. */
export interface ThreadSectionUpdateParams {
	/** The stable, server-generated identity of the section to update. */
	sectionId: string;
	/** The updated user-visible name of the section. */
	name: string;
	/** Omit to preserve appearance, use `null` to clear it, or provide a replacement. */
	appearance?: ThreadSectionAppearance | null | undefined;
}

/** The independently persisted section after its name is updated. */
export interface ThreadSectionUpdateResponse {
	section: ThreadSection;
}

export interface ThreadSetNameParams {
	threadId: string;
	name: string;
}

export type ThreadSetNameResponse = Record<string, never>;

export interface ThreadSettings {
	/** Saved list of disabled plugin IDs. Does not yet filter plugin capabilities. */
	disabledPluginIds: string[];
	cwd: AbsolutePathBuf;
	/**
	 * Environments configured for future turns, in priority order, primary first. `null` means the server does not expose the selection; [] means none are selected.
	 *
	 * @experimental
	 */
	environments: ThreadEnvironment[] | null;
	approvalPolicy: AskForApproval;
	approvalsReviewer: ApprovalsReviewer;
	sandboxPolicy: SandboxPolicy;
	activePermissionProfile: ActivePermissionProfile | null;
	model: string;
	modelProvider: string;
	serviceTier: string | null;
	effort: ReasoningEffort | null;
	summary: ReasoningSummary | null;
	collaborationMode: CollaborationMode;
	/**
	 * @deprecated Always `explicitRequestOnly`. Use `effort` for Ultra behavior.
	 * @experimental
	 */
	multiAgentMode: MultiAgentMode;
	/** @deprecated Reports the saved setting; `friendly` and `pragmatic` no longer select a style. */
	personality: Personality | null;
}

/** @experimental */
export interface ThreadSettingsUpdateParams {
	threadId: string;
	/** Replace this thread's disabled plugin IDs. Omitted/null preserves the list; [] clears it. */
	disabledPluginIds?: string[] | null | undefined;
	/** Override the working directory for subsequent turns. */
	cwd?: string | null | undefined;
	/** Replace the environments for future turns without changing the running turn. Omitted/null preserves the selection unless `cwd` is also provided, which selects the default environments for that directory. [] clears the selection. */
	environments?: TurnEnvironmentParams[] | null | undefined;
	/** Override the approval policy for subsequent turns. */
	approvalPolicy?: AskForApproval | null | undefined;
	/** Override where approval requests are routed for subsequent turns. */
	approvalsReviewer?: ApprovalsReviewer | null | undefined;
	/** Override the sandbox policy for subsequent turns. */
	sandboxPolicy?: SandboxPolicy | null | undefined;
	/** Select a named permissions profile id for subsequent turns. Cannot be combined with `sandboxPolicy`. */
	permissions?: string | null | undefined;
	/** Override the model for subsequent turns. */
	model?: string | null | undefined;
	/** Override the service tier for subsequent turns. `null` clears the current service tier; omission leaves it unchanged. */
	serviceTier?: string | null | undefined;
	/** Override the reasoning effort for subsequent turns. */
	effort?: ReasoningEffort | null | undefined;
	/** Override the reasoning summary for subsequent turns. */
	summary?: ReasoningSummary | null | undefined;
	/**
	 * EXPERIMENTAL - Set a pre-set collaboration mode for subsequent turns.
	 *
	 * For `collaboration_mode.settings.developer_instructions`, `null` means "use the built-in instructions for the selected mode".
	 */
	collaborationMode?: CollaborationMode | null | undefined;
	/** @deprecated Ignored. Use `effort: "ultra"` for proactive multi-agent behavior. */
	multiAgentMode?: MultiAgentMode | null | undefined;
	/** @deprecated `friendly` and `pragmatic` no longer select a style. Changing this does not rewrite the thread's existing instructions. */
	personality?: Personality | null | undefined;
}

/** @experimental */
export type ThreadSettingsUpdateResponse = Record<string, never>;

export interface ThreadSettingsUpdatedNotification {
	threadId: string;
	threadSettings: ThreadSettings;
}

export interface ThreadShellCommandParams {
	threadId: string;
	/** Shell command string evaluated by the thread's configured shell. Unlike `command/exec`, this intentionally preserves shell syntax such as pipes, redirects, and quoting. This runs unsandboxed with full access rather than inheriting the thread sandbox policy. */
	command: string;
	/** Maximum execution time in milliseconds. Defaults to one hour when omitted or null. Must be non-negative; zero requests an immediate timeout, not unlimited execution. Does not affect the immediate RPC acknowledgement. */
	timeoutMs?: number | null | undefined;
}

export type ThreadShellCommandResponse = Record<string, never>;

export type ThreadSortKey = "created_at" | "updated_at" | "recency_at" | "section_position";

export type ThreadSource = string;

export type ThreadSourceKind = "cli" | "vscode" | "exec" | "appServer" | "subAgent" | "subAgentReview" | "subAgentCompact" | "subAgentThreadSpawn" | "subAgentOther" | "unknown";

export interface ThreadStartParams {
	/** Id of the model; `codex.models()` lists them. Default: what the configuration says. */
	model?: string | null | undefined;
	/** Id of the model provider, in the configuration. Default: what the configuration says. */
	modelProvider?: string | null | undefined;
	/**
	 * Allow a provider with an authoritative static model catalog to replace an unavailable requested model with its default.
	 *
	 * @experimental
	 */
	allowProviderModelFallback?: boolean | undefined;
	/** Id of the service tier of requests to the model; `codex.models()` lists the ones of each model. Default: what the configuration says. */
	serviceTier?: string | null | undefined;
	/** Folder in which commands run. A relative path counts from the client's `cwd`. Default: the server's working folder. */
	cwd?: string | null | undefined;
	/**
	 * Replace the thread's runtime workspace roots. Paths must be absolute.
	 *
	 * @experimental
	 */
	runtimeWorkspaceRoots?: AbsolutePathBuf[] | null | undefined;
	/**
	 * When approval is asked for:
	 *
	 * - `untrusted`: for every command.
	 * - `on-request`: when the model wants to go beyond the sandbox.
	 * - `never`: not at all; what needs approval does not run.
	 * - `granular`: settles each kind of approval on its own.
	 *
	 * `approvalMode` sets it together with the reviewer. Default: what `approvalMode` stands for.
	 */
	approvalPolicy?: AskForApproval | null | undefined;
	/** Override where approval requests are routed for review on this thread and subsequent turns. */
	approvalsReviewer?: ApprovalsReviewer | null | undefined;
	/** What commands may access: `read-only`, `workspace-write` (the working folder) or `danger-full-access`. Default: what the configuration says. */
	sandbox?: SandboxMode | null | undefined;
	/**
	 * Named profile id for this thread. Cannot be combined with `sandbox`.
	 *
	 * @experimental
	 */
	permissions?: string | null | undefined;
	/** Settings for this thread that override config.toml, by dotted key such as `model_reasoning_effort` or `features.default_mode_request_user_input`. Default: none. */
	config?: { [key: string]: unknown } | null | undefined;
	/** Name of your application in the server's metrics. Default: none. */
	serviceName?: string | null | undefined;
	/** Instructions for the model in place of Codex's own, which are replaced as a whole. Default: Codex's own. */
	baseInstructions?: string | null | undefined;
	/** Instructions of the developer for the model, besides those of Codex. Default: what the configuration says. */
	developerInstructions?: string | null | undefined;
	/**
	 * The style in which the agent writes.
	 *
	 * @deprecated `friendly` and `pragmatic` no longer select a style.
	 */
	personality?: Personality | null | undefined;
	/**
	 * Instructions on handing work to sub-agents.
	 *
	 * @deprecated Ignored. Use Ultra reasoning effort for proactive multi-agent behavior.
	 * @experimental
	 */
	multiAgentMode?: MultiAgentMode | null | undefined;
	/** Whether the thread is kept in memory only. It is then not stored, and can't be resumed once the server has unloaded it. Default: false. */
	ephemeral?: boolean | null | undefined;
	/**
	 * Persisted thread history contract to use for this new thread.
	 *
	 * @experimental
	 */
	historyMode?: ThreadHistoryMode | null | undefined;
	/** What the hooks of `SessionStart` are told as the reason: `clear` for a thread that replaces one which the user has cleared. Default: `startup`. */
	sessionStartSource?: ThreadStartSource | null | undefined;
	/** Optional client-supplied analytics source classification for this thread. */
	threadSource?: ThreadSource | null | undefined;
	/**
	 * Optional project identity for this new thread. Durable threads persist the assignment; ephemeral threads expose it only in live responses.
	 *
	 * @experimental
	 */
	projectId?: string | null | undefined;
	/**
	 * Initial Daybreak choice for this persistent thread. Omitted or null leaves it unset. This does not select a turn's `cyberAccessProgram` or grant access. Not supported for ephemeral threads.
	 *
	 * @experimental
	 */
	daybreakEnabled?: boolean | null | undefined;
	/**
	 * Optional sticky environments for this thread.
	 *
	 * Omitted selects the default environment when environment access is enabled. Empty disables environment access for turns that do not provide a turn override. Non-empty selects the first environment as the current turn environment.
	 *
	 * @experimental
	 */
	environments?: TurnEnvironmentParams[] | null | undefined;
	/**
	 * Tools that this client runs. The server asks for each call with the request `item/tool/call`. Default: none.
	 *
	 * @experimental
	 */
	dynamicTools?: DynamicToolSpec[] | null | undefined;
	/**
	 * Capability roots selected for this thread by the hosting platform.
	 *
	 * @experimental
	 */
	selectedCapabilityRoots?: SelectedCapabilityRoot[] | null | undefined;
}

export interface ThreadStartResponse {
	thread: Thread;
	model: string;
	modelProvider: string;
	serviceTier: string | null;
	/** Saved list of disabled plugin IDs. Does not yet filter plugin capabilities. */
	disabledPluginIds: string[];
	cwd: AbsolutePathBuf;
	/**
	 * Thread-scoped runtime workspace roots used to materialize `:workspace_roots`.
	 *
	 * @experimental
	 */
	runtimeWorkspaceRoots: AbsolutePathBuf[];
	/** Environment-native paths to instruction source files currently loaded for this thread. */
	instructionSources: LegacyAppPathString[];
	approvalPolicy: AskForApproval;
	/** Reviewer currently used for approval requests on this thread. */
	approvalsReviewer: ApprovalsReviewer;
	/** Legacy sandbox policy retained for compatibility. Experimental clients should prefer `activePermissionProfile` for profile provenance. */
	sandbox: SandboxPolicy;
	/**
	 * Named or implicit built-in profile that produced the active permissions, when known.
	 *
	 * @experimental
	 */
	activePermissionProfile: ActivePermissionProfile | null;
	reasoningEffort: ReasoningEffort | null;
	/**
	 * @deprecated Always `explicitRequestOnly`. Use `reasoningEffort` for Ultra behavior.
	 * @experimental
	 */
	multiAgentMode: MultiAgentMode;
}

export type ThreadStartSource = "startup" | "clear";

export interface ThreadStartedNotification {
	thread: Thread;
}

export type ThreadStatus =
	| NotLoadedThreadStatus
	| IdleThreadStatus
	| SystemErrorThreadStatus
	| ActiveThreadStatus
	| UnknownVariant<"type">;

export interface NotLoadedThreadStatus {
	type: "notLoaded";
}

export interface IdleThreadStatus {
	type: "idle";
}

export interface SystemErrorThreadStatus {
	type: "systemError";
}

export interface ActiveThreadStatus {
	type: "active";
	activeFlags: ThreadActiveFlag[];
}

export interface ThreadStatusChangedNotification {
	threadId: string;
	status: ThreadStatus;
}

/** EXPERIMENTAL - one item or turn boundary in canonical rollout order. */
export type ThreadTimelineEntry =
	| ItemThreadTimelineEntry
	| RealtimeThreadTimelineEntry
	| TurnStartedThreadTimelineEntry
	| TurnCompletedThreadTimelineEntry
	| UnknownVariant<"type", { position: number }>;

export interface ItemThreadTimelineEntry {
	type: "item";
	position: number;
	turnId: string;
	item: ThreadItem;
}

export interface RealtimeThreadTimelineEntry {
	type: "realtime";
	position: number;
	item: ThreadRealtimeItem;
}

export interface TurnStartedThreadTimelineEntry {
	type: "turnStarted";
	position: number;
	turnId: string;
	startedAt: number | null;
}

export interface TurnCompletedThreadTimelineEntry {
	type: "turnCompleted";
	position: number;
	turnId: string;
	status: TurnStatus;
	error: TurnError | null;
	startedAt: number | null;
	completedAt: number | null;
	durationMs: number | null;
}

/**
 * EXPERIMENTAL - list ordinary and realtime thread history in rollout order.
 *
 * @experimental
 */
export interface ThreadTimelineListParams {
	threadId: string;
	cursor?: string | null | undefined;
	limit?: number | null | undefined;
}

/**
 * EXPERIMENTAL - a bounded timeline page with its resolved opening voice state.
 *
 * @experimental
 */
export interface ThreadTimelineListResponse {
	data: ThreadTimelineEntry[];
	nextCursor: string | null;
	activeRealtimeSessionAtPageStart: string | null;
}

export interface ThreadTokenUsage {
	total: TokenUsageBreakdown;
	last: TokenUsageBreakdown;
	modelContextWindow: number | null;
}

export interface ThreadTokenUsageUpdatedNotification {
	threadId: string;
	turnId: string;
	tokenUsage: ThreadTokenUsage;
}

export interface ThreadTurnsListParams {
	threadId: string;
	/** Opaque cursor to pass to the next call to continue after the last turn. */
	cursor?: string | null | undefined;
	/** Optional turn page size. */
	limit?: number | null | undefined;
	/** Optional turn pagination direction; defaults to descending. */
	sortDirection?: SortDirection | null | undefined;
	/** How much item detail to include for each returned turn; defaults to summary. */
	itemsView?: TurnItemsView | null | undefined;
}

export interface ThreadTurnsListResponse {
	data: Turn[];
	/** Opaque cursor to pass to the next call to continue after the last turn. if None, there are no more turns to return. */
	nextCursor: string | null;
	/** Opaque cursor to pass as `cursor` when reversing `sortDirection`. This is only populated when the page contains at least one turn. Use it with the opposite `sortDirection` to include the anchor turn again and catch updates to that turn. */
	backwardsCursor: string | null;
}

export interface ThreadUnarchiveParams {
	threadId: string;
}

export interface ThreadUnarchiveResponse {
	thread: Thread;
}

export interface ThreadUnarchivedNotification {
	threadId: string;
}

export type ThreadUnreadPosition =
	| ThreadStartThreadUnreadPosition
	| TurnThreadUnreadPosition
	| UnknownVariant<"type">;

/** Explicitly marked unread, including when the thread has no turns. */
export interface ThreadStartThreadUnreadPosition {
	type: "threadStart";
}

/** The earliest completed result needing attention. */
export interface TurnThreadUnreadPosition {
	type: "turn";
	turnId: string;
}

export interface ThreadUnsubscribeParams {
	threadId: string;
}

export interface ThreadUnsubscribeResponse {
	status: ThreadUnsubscribeStatus;
}

export type ThreadUnsubscribeStatus = "notLoaded" | "notSubscribed" | "unsubscribed" | (string & {});

export interface ThreadUsage {
	threadId: string;
	estimatedUsageCreditsMicros: number;
	estimatedUsageUsdMicros: number | null;
	/** Native dollar usage, independent of credit estimates. None means unknown, not zero. */
	nativeUsageUsdMicros?: number | null;
	groups: ThreadUsageBreakdownGroup[];
}

export interface ThreadUsageBreakdownGroup {
	model: string | null;
	reasoningEffort: string | null;
	speed: string | null;
	estimatedUsageCreditsMicros: number;
	netNewInputTokens: number | null;
	cachedInputTokens: number | null;
	inputTokens: number | null;
	outputTokens: number | null;
	totalTokens: number | null;
}

export interface TokenUsageBreakdown {
	totalTokens: number;
	inputTokens: number;
	cachedInputTokens: number;
	cacheWriteInputTokens: number;
	outputTokens: number;
	reasoningOutputTokens: number;
}

/** Definition for a tool the client can call. */
export interface Tool {
	name: string;
	title?: string | null;
	description?: string | null;
	inputSchema: unknown;
	outputSchema?: unknown;
	annotations?: unknown;
	icons?: unknown[] | null;
	_meta?: unknown;
}

/**
 * A model-facing surface on which a tool can be exposed.
 *
 * - `code_mode`: Nested tools available to Code Mode scripts.
 * - `deferred`: Tools discovered later through tool search.
 * - `direct`: Tools present in the model's initial tool list.
 */
export type ToolExposureSurface = "code_mode" | "deferred" | "direct" | (string & {});

/** EXPERIMENTAL. Captures a user's answer to a request_user_input question. */
export interface ToolRequestUserInputAnswer {
	answers: string[];
}

/** EXPERIMENTAL. Defines a single selectable option for request_user_input. */
export interface ToolRequestUserInputOption {
	label: string;
	description: string;
}

/** EXPERIMENTAL. Params sent with a request_user_input event. */
export interface ToolRequestUserInputParams {
	threadId: string;
	turnId: string;
	itemId: string;
	questions: ToolRequestUserInputQuestion[];
	isBlocking: boolean;
	/** @deprecated Use `isBlocking` to decide whether the request should block. */
	autoResolutionMs: number | null;
}

/** EXPERIMENTAL. Represents one request_user_input question and its required options. */
export interface ToolRequestUserInputQuestion {
	id: string;
	header: string;
	question: string;
	isOther: boolean;
	isSecret: boolean;
	options: ToolRequestUserInputOption[] | null;
}

/** EXPERIMENTAL. Response payload mapping question ids to answers. */
export interface ToolRequestUserInputResponse {
	answers: { [key: string]: ToolRequestUserInputAnswer };
}

export interface ToolsV2 {
	web_search: WebSearchToolConfig | null;
}

export interface Turn {
	/** Identifier for this turn. Codex-generated turn IDs are UUIDv7. */
	id: string;
	/** ID of the first turn in the chain of work that led to this turn. Pass this as `rootTurnId` when starting work on behalf of this turn. May be null in older history or a `review/start` response. */
	rootTurnId: string | null;
	/** Thread items currently included in this turn payload. */
	items: ThreadItem[];
	/** Describes how much of `items` has been loaded for this turn. */
	itemsView: TurnItemsView;
	status: TurnStatus;
	/** Error associated with a failed or interrupted turn. */
	error: TurnError | null;
	/** Unix timestamp (in seconds) when the turn started. */
	startedAt: number | null;
	/** Unix timestamp (in seconds) when the turn completed. */
	completedAt: number | null;
	/** Duration between turn start and completion in milliseconds, if known. */
	durationMs: number | null;
}

export interface TurnCompletedNotification {
	threadId: string;
	turn: Turn;
}

/** Notification that the turn-level unified diff has changed. Contains the latest aggregated diff across all file changes in the turn. */
export interface TurnDiffUpdatedNotification {
	threadId: string;
	turnId: string;
	diff: string;
}

export interface TurnEnvironmentParams {
	environmentId: string;
	cwd: LegacyAppPathString;
	/** Environment-native runtime workspace roots. Omitted defaults to `cwd`. */
	runtimeWorkspaceRoots?: LegacyAppPathString[] | null | undefined;
}

export interface TurnError {
	message: string;
	codexErrorInfo: CodexErrorInfo | null;
	additionalDetails: string | null;
	/** Optional public explanation and continuation instruction for a misalignment block. */
	misalignment: MisalignmentErrorDetails | null;
}

export interface TurnInterruptParams {
	threadId: string;
	turnId: string;
}

export type TurnInterruptResponse = Record<string, never>;

/**
 * - `notLoaded`: `items` was not loaded for this turn. The field is intentionally empty.
 * - `summary`: `items` contains only a display summary for this turn.
 * - `full`: `items` contains every ThreadItem available from persisted app-server history for this turn.
 */
export type TurnItemsView = "notLoaded" | "summary" | "full" | UnknownValue;

export interface TurnModerationMetadataNotification {
	threadId: string;
	turnId: string;
	metadata: unknown;
}

export interface TurnPlanStep {
	step: string;
	status: TurnPlanStepStatus;
}

export type TurnPlanStepStatus = "pending" | "inProgress" | "completed" | (string & {});

export interface TurnPlanUpdatedNotification {
	threadId: string;
	turnId: string;
	explanation: string | null;
	plan: TurnPlanStep[];
}

/**
 * Experimental settings changes for one running turn, not future turns. Unsupported fields are rejected rather than silently ignored. Any live task kind may accept publication. Child sessions and consumers of frozen initial settings are unchanged.
 *
 * @experimental
 */
export interface TurnSettingsUpdateParams {
	threadId: string;
	turnId: string;
	/** Changes the active turn's reviewer without changing future thread settings. Already captured steps and pending approvals retain their original reviewer. */
	approvalsReviewer?: ApprovalsReviewer | null | undefined;
	/** Replace the environments for subsequent steps of this turn, not future turns. Omitted/null preserves the selection; [] clears it. An already-started step is unchanged. */
	environments?: TurnEnvironmentParams[] | null | undefined;
	/** Omission or `null` leaves the model unchanged. */
	model?: string | null | undefined;
	/** Omission or `null` leaves the effort unchanged. */
	effort?: ReasoningEffort | null | undefined;
	/** Omission or `null` leaves the summary preference unchanged. */
	summary?: ReasoningSummary | null | undefined;
	/** `null` clears the requested tier; omission leaves it unchanged. */
	serviceTier?: string | null | undefined;
}

/** @experimental */
export interface TurnSettingsUpdateResponse {
	status: TurnSettingsUpdateStatus;
}

/**
 * - `applied`: Published for subsequent captures, even if the values were unchanged. Already captured steps are unchanged; a later inference is not guaranteed.
 * - `targetUnavailable`: No matching live task remained available for publication.
 *
 * @experimental
 */
export type TurnSettingsUpdateStatus = "applied" | "targetUnavailable" | (string & {});

export interface TurnStartParams {
	/** The thread that the turn belongs to. */
	threadId: string;
	/** Replace this thread's disabled plugin IDs. Omitted/null preserves the list; [] clears it. */
	disabledPluginIds?: string[] | null | undefined;
	/** An id of your own for the user's message, which comes back as the `clientId` of its item. Default: none. */
	clientUserMessageId?: string | null | undefined;
	/** What the user says: texts, images, audio, skills and mentions. */
	input: UserInput[];
	/** Optional source classification for the caller that starts this turn. Ignored when this request steers an already-active turn. */
	turnTrigger?: string | null | undefined;
	/**
	 * ID of the turn that caused this new turn to start.
	 *
	 * Set this when starting work on behalf of another turn, such as delegated work in a different thread. Leave unset for work started directly by the user. Ignored when this request adds input to an active turn.
	 */
	parentTurnId?: string | null | undefined;
	/**
	 * ID of the first turn in the chain of work that led to this new turn.
	 *
	 * When setting `parentTurnId`, set this to the parent turn's `rootTurnId` when known. This keeps descendant work attributed to the original turn. If omitted, the new turn becomes its own root. Ignored when this request adds input to an active turn.
	 */
	rootTurnId?: string | null | undefined;
	/** Output of a tool for the model, with its name; `retain` asks for it to be kept in the thread's history. Default: none. */
	toolOutput?: TurnToolOutput | null | undefined;
	/**
	 * Optional metadata to enrich Codex's ResponsesAPI turn metadata. Replaces unprotected client-provided entries when supplied; an empty map clears them.
	 *
	 * Entries are flattened into the JSON string sent as `client_metadata["x-codex-turn-metadata"]` on ResponsesAPI HTTP and websocket requests.
	 *
	 * They are not sent as top-level ResponsesAPI `client_metadata` keys, and reserved keys such as `session_id`, `thread_id`, `turn_id`, and `window_id` cannot be overridden.
	 *
	 * @experimental
	 */
	responsesapiClientMetadata?: { [key: string]: string } | null | undefined;
	/**
	 * Merge entries into the ResponsesAPI turn metadata without removing existing entries. Applied after `responsesapiClientMetadata` if both are provided; reserved keys remain protected.
	 *
	 * @experimental
	 */
	responsesapiClientMetadataPatch?: { [key: string]: string } | null | undefined;
	/**
	 * Optional client-provided context fragments keyed by an opaque source identifier.
	 *
	 * @experimental
	 */
	additionalContext?: { [key: string]: AdditionalContextEntry } | null | undefined;
	/**
	 * Optional environments for this turn and subsequent turns.
	 *
	 * Omitted uses the thread sticky environments. Empty disables environment access for this turn. Non-empty selects the first environment as the current turn environment for this turn.
	 *
	 * @experimental
	 */
	environments?: TurnEnvironmentParams[] | null | undefined;
	/** Override the working directory for this turn and subsequent turns. */
	cwd?: string | null | undefined;
	/**
	 * Replace the thread's runtime workspace roots for this turn and subsequent turns. Paths must be absolute.
	 *
	 * @experimental
	 */
	runtimeWorkspaceRoots?: AbsolutePathBuf[] | null | undefined;
	/** Override the approval policy for this turn and subsequent turns. */
	approvalPolicy?: AskForApproval | null | undefined;
	/** Override where approval requests are routed for review on this turn and subsequent turns. */
	approvalsReviewer?: ApprovalsReviewer | null | undefined;
	/** Override the sandbox policy for this turn and subsequent turns. */
	sandboxPolicy?: SandboxPolicy | null | undefined;
	/**
	 * Select a named permissions profile id for this turn and subsequent turns. Cannot be combined with `sandboxPolicy`.
	 *
	 * @experimental
	 */
	permissions?: string | null | undefined;
	/** Override the model for this turn and subsequent turns. */
	model?: string | null | undefined;
	/** Override the service tier for this turn and subsequent turns. */
	serviceTier?: string | null | undefined;
	/** Override the service tier only when this request starts a new turn. Use "default" for standard speed. Omitted or null inherits the thread's tier. Does not change the thread's tier or a turn being steered. */
	serviceTierForTurn?: string | null | undefined;
	/** Override the reasoning effort for this turn and subsequent turns. */
	effort?: ReasoningEffort | null | undefined;
	/** Override the reasoning summary for this turn and subsequent turns. */
	summary?: ReasoningSummary | null | undefined;
	/**
	 * The style in which the agent writes.
	 *
	 * @deprecated `friendly` and `pragmatic` no longer select a style. Changing this does not rewrite the thread's existing instructions.
	 */
	personality?: Personality | null | undefined;
	/** Optional JSON Schema used to constrain the final assistant message for this turn. */
	outputSchema?: unknown;
	/**
	 * EXPERIMENTAL - Set a pre-set collaboration mode. Takes precedence over model, reasoning_effort, and developer instructions if set.
	 *
	 * For `collaboration_mode.settings.developer_instructions`, `null` means "use the built-in instructions for the selected mode".
	 *
	 * @experimental
	 */
	collaborationMode?: CollaborationMode | null | undefined;
	/**
	 * Instructions on handing work to sub-agents.
	 *
	 * @deprecated Ignored. Use `effort: "ultra"` for proactive multi-agent behavior.
	 * @experimental
	 */
	multiAgentMode?: MultiAgentMode | null | undefined;
	/**
	 * EXPERIMENTAL - Request an authorized cyber program for this turn. Omission preserves automatic behavior. This does not grant access.
	 *
	 * @experimental
	 */
	cyberAccessProgram?: CyberAccessProgram | null | undefined;
}

export interface TurnStartResponse {
	turn: Turn;
}

export interface TurnStartedNotification {
	threadId: string;
	turn: Turn;
}

export type TurnStatus = "completed" | "interrupted" | "failed" | "inProgress" | (string & {});

export interface TurnSteerParams {
	threadId: string;
	clientUserMessageId?: string | null | undefined;
	input: UserInput[];
	/**
	 * Optional metadata to enrich Codex's ResponsesAPI turn metadata. Replaces unprotected client-provided entries when supplied; an empty map clears them.
	 *
	 * Entries are flattened into the JSON string sent as `client_metadata["x-codex-turn-metadata"]` on ResponsesAPI HTTP and websocket requests.
	 *
	 * They are not sent as top-level ResponsesAPI `client_metadata` keys, and reserved keys such as `session_id`, `thread_id`, `turn_id`, and `window_id` cannot be overridden.
	 *
	 * @experimental
	 */
	responsesapiClientMetadata?: { [key: string]: string } | null | undefined;
	/**
	 * Merge entries into the ResponsesAPI turn metadata without removing existing entries. Applied after `responsesapiClientMetadata` if both are provided; reserved keys remain protected.
	 *
	 * @experimental
	 */
	responsesapiClientMetadataPatch?: { [key: string]: string } | null | undefined;
	/**
	 * Optional client-provided context fragments keyed by an opaque source identifier.
	 *
	 * @experimental
	 */
	additionalContext?: { [key: string]: AdditionalContextEntry } | null | undefined;
	/** Required active turn id precondition. The request fails when it does not match the currently active turn. */
	expectedTurnId: string;
}

export interface TurnSteerResponse {
	turnId: string;
}

export interface TurnToolOutput {
	name: string;
	namespace?: string | null | undefined;
	output: FunctionCallOutputBody;
	/** Requests retention of this output in the thread's model history. */
	retain?: boolean | undefined;
}

export interface TurnsPage {
	data: Turn[];
	nextCursor: string | null;
	backwardsCursor: string | null;
}

export type UserInput =
	| TextUserInput
	| ImageUserInput
	| LocalImageUserInput
	| AudioUserInput
	| LocalAudioUserInput
	| SkillUserInput
	| MentionUserInput
	| UnknownVariant<"type">;

export interface TextUserInput {
	type: "text";
	text: string;
	/** UI-defined spans within `text` used to render or persist special elements. */
	text_elements?: TextElement[] | undefined;
}

export type ImageUserInput =
	| {
		type: "image";
		detail?: ImageDetail | null | undefined;
		url: string;
	}
	| {
		type: "image";
		detail?: ImageDetail | null | undefined;
		fileId: string;
	};

export interface LocalImageUserInput {
	type: "localImage";
	detail?: ImageDetail | null | undefined;
	path: string;
}

export type AudioUserInput =
	| {
		type: "audio";
		url: string;
	}
	| {
		type: "audio";
		fileId: string;
	};

export interface LocalAudioUserInput {
	type: "localAudio";
	path: string;
}

export interface SkillUserInput {
	type: "skill";
	name: string;
	path: string;
}

export interface MentionUserInput {
	type: "mention";
	name: string;
	path: string;
}

/**
 * Cancels a native verification RPC issued on this connection, not an elicitation. Use a fresh request ID for each operation and a distinct ID for this cancellation RPC.
 *
 * @experimental
 */
export interface UserVerificationCancelParams {
	requestId: RequestId;
}

/**
 * Acknowledges the cancellation signal; native work may still be finishing. Unknown or finished requests are a no-op, and completed effects are not rolled back.
 *
 * @experimental
 */
export type UserVerificationCancelResponse = Record<string, never>;

/** @experimental */
export type UserVerificationCancellationReason = "userCancelled" | "interrupted" | (string & {});

/** @experimental */
export type UserVerificationDeleteParams = Record<string, never>;

/** @experimental */
export type UserVerificationDeleteResponse = Record<string, never>;

/** @experimental */
export type UserVerificationEnrollParams = Record<string, never>;

/**
 * Public metadata for a created or reused local credential. The caller completes backend registration; this response does not establish server enrollment. Older app-servers omit the metadata fields; callers must check both before registration.
 *
 * @experimental
 */
export interface UserVerificationEnrollResponse {
	credentialId: string;
	algorithm: string | null;
	/** Unpadded base64url of the SubjectPublicKeyInfo DER encoding. */
	publicKey: string | null;
}

/**
 * Closed error categories; native diagnostic payloads must not cross this boundary.
 *
 * @experimental
 */
export type UserVerificationErrorDetails =
	| InvalidRequestUserVerificationErrorDetails
	| UnavailableUserVerificationErrorDetails
	| CancelledUserVerificationErrorDetails
	| FailedUserVerificationErrorDetails
	| UnknownVariant<"type">;

export interface InvalidRequestUserVerificationErrorDetails {
	type: "invalidRequest";
	reason: UserVerificationInvalidRequestReason;
}

export interface UnavailableUserVerificationErrorDetails {
	type: "unavailable";
	reason: UserVerificationUnavailableReason;
}

export interface CancelledUserVerificationErrorDetails {
	type: "cancelled";
	reason: UserVerificationCancellationReason;
}

export interface FailedUserVerificationErrorDetails {
	type: "failed";
	reason: UserVerificationFailureReason;
}

/** @experimental */
export type UserVerificationFailureReason = "authenticationFailed" | "timeout" | "providerError" | "serviceError" | (string & {});

/** @experimental */
export type UserVerificationInvalidRequestReason = "invalidParams" | (string & {});

/**
 * A signature over the exact decoded challenge. The verifier validates and consumes it.
 *
 * @experimental
 */
export interface UserVerificationProof {
	credentialId: string;
	/** Unpadded base64url DER ECDSA signature using P-256 and SHA-256. */
	signature: string;
}

/**
 * The error object inside the normal JSON-RPC envelope.
 *
 * @experimental
 */
export interface UserVerificationRpcError {
	code: number;
	message: string;
	data: UserVerificationErrorDetails;
}

/** @experimental */
export type UserVerificationStatusParams = Record<string, never>;

/**
 * Local readiness only; this neither prompts nor queries server registration.
 *
 * @experimental
 */
export interface UserVerificationStatusResponse {
	credentialId: string | null;
	unavailableReason: UserVerificationUnavailableReason | null;
	unavailableMessage: string | null;
}

/** @experimental */
export type UserVerificationUnavailableReason = "credentialMissing" | "biometricsUnavailable" | "providerUnavailable" | (string & {});

/**
 * Local signing primitive, independent of any pending elicitation.
 *
 * @experimental
 */
export interface UserVerificationVerifyParams {
	/** Unpadded base64url encoding of 1–4096 challenge bytes. */
	challenge: string;
	/** Display context already approved by the UI; 1–256 UTF-8 bytes. */
	title: string;
	/** Additional display context; at most 4096 UTF-8 bytes. */
	description: string;
}

/** @experimental */
export interface UserVerificationVerifyResponse {
	proof: UserVerificationProof;
}

/** Controls output length/detail on GPT-5 models via the Responses API. Serialized with lowercase values to match the OpenAI API. */
export type Verbosity = "low" | "medium" | "high" | (string & {});

export interface W3cTraceContext {
	traceparent?: string | null;
	tracestate?: string | null;
}

export interface WarningNotification {
	/** Optional thread target when the warning applies to a specific thread. */
	threadId: string | null;
	/** Concise warning message for the user. */
	message: string;
}

export type WebSearchAction =
	| SearchWebSearchAction
	| OpenPageWebSearchAction
	| FindInPageWebSearchAction
	| OtherWebSearchAction
	| UnknownVariant<"type">;

export interface SearchWebSearchAction {
	type: "search";
	query: string | null;
	queries: string[] | null;
}

export interface OpenPageWebSearchAction {
	type: "openPage";
	url: string | null;
}

export interface FindInPageWebSearchAction {
	type: "findInPage";
	url: string | null;
	pattern: string | null;
}

export interface OtherWebSearchAction {
	type: "other";
}

export type WebSearchContextSize = "low" | "medium" | "high" | (string & {});

export interface WebSearchLocation {
	country: string | null;
	region: string | null;
	city: string | null;
	timezone: string | null;
}

export type WebSearchMode = "disabled" | "cached" | "indexed" | "live" | (string & {});

/** Provider preference selected by the resolved model catalog entry. */
export type WebSearchProvider = "standalone" | "search_mcp" | (string & {});

export interface WebSearchToolConfig {
	context_size: WebSearchContextSize | null;
	allowed_domains: string[] | null;
	location: WebSearchLocation | null;
}

export type WindowsSandboxImplementation = "elevated" | "unelevated" | "mxc" | (string & {});

export type WindowsSandboxReadiness = "ready" | "notConfigured" | "updateRequired" | (string & {});

export interface WindowsSandboxReadinessResponse {
	status: WindowsSandboxReadiness;
}

export interface WindowsSandboxSetupCompletedNotification {
	mode: WindowsSandboxSetupMode;
	success: boolean;
	error: string | null;
}

export type WindowsSandboxSetupMode = "elevated" | "unelevated" | UnknownValue;

export interface WindowsSandboxSetupStartParams {
	mode: WindowsSandboxSetupMode;
	cwd?: AbsolutePathBuf | null | undefined;
}

export interface WindowsSandboxSetupStartResponse {
	started: boolean;
}

export interface WindowsWorldWritableWarningNotification {
	samplePaths: string[];
	extraCount: number;
	failedScan: boolean;
}

export interface WorkspaceMessage {
	messageId: string;
	messageType: WorkspaceMessageType;
	messageBody: string;
	/** Unix timestamp (in seconds) when the message was created. */
	createdAt: number | null;
	/** Unix timestamp (in seconds) when the message was archived. */
	archivedAt: number | null;
}

export type WorkspaceMessageType = "headline" | "announcement" | "unknown" | (string & {});

export interface WorkspaceRouting {
	chatgptAccountId: string;
	backendOrigin: string;
	accountRoutingOverride: AccountRoutingOverride;
}

export type WriteStatus = "ok" | "okOverridden" | (string & {});
