// Generated from Codex 0.169.0 by `npm run generate-types`. Do not edit.

import type {
	Account,
	AccountSecuritySetupAction,
	AccountSecuritySetupNotice,
	AccountSession,
	AccountSessionWorkspace,
	AccountTokenUsageDailyBucket,
	AccountTokenUsageSummary,
	ActivePermissionProfile,
	AdditionalContextEntry,
	AdditionalFileSystemPermissions,
	AdditionalNetworkPermissions,
	AdditionalPermissionProfile,
	AgentMessageDisplay,
	AgentMessageInputContent,
	AgentMessageModeration,
	AnalyticsConfig,
	AppBranding,
	AppInfo,
	AppMetadata,
	AppReview,
	AppScreenshot,
	AppSummary,
	AppTemplateSummary,
	AppToolSummary,
	ApplicationNetworkRequirements,
	ApplicationRequirements,
	ApplicationStorageRequirements,
	AppsConfig,
	AppsDefaultConfig,
	AskForApproval,
	AsyncUserInputQuestion,
	AutoReviewRequirements,
	BedrockAwsProfile,
	BedrockEnvironmentCredential,
	BrowserUseConfig,
	BrowserUseExtensionRequirements,
	BrowserUseOriginPolicy,
	BrowserUseOriginPolicyConfig,
	BrowserUseRequirements,
	ByteRange,
	CapabilityRootLocation,
	ClientInfo,
	CodexErrorInfo,
	CollabAgentState,
	CollaborationMode,
	CollaborationModeMask,
	CommandAction,
	CommandExecTerminalSize,
	CommandExecutionApprovalDecision,
	CommandMigration,
	ComputerUseConfig,
	ComputerUseMacosConfig,
	ComputerUseMacosRequirements,
	ComputerUseRequirements,
	ComputerUseWindowsConfig,
	ComputerUseWindowsExeConfig,
	ComputerUseWindowsExeRequirement,
	ComputerUseWindowsRequirements,
	Config,
	ConfigEdit,
	ConfigLayer,
	ConfigLayerMetadata,
	ConfigLayerSource,
	ConfigRequirements,
	ConfigurationReasoning,
	ConfiguredHookHandler,
	ConfiguredHookMatcherGroup,
	ConnectorMetadata,
	ContentItem,
	CreditsSnapshot,
	DynamicToolCallOutputContentItem,
	DynamicToolNamespaceTool,
	DynamicToolSpec,
	EnvironmentShellInfo,
	EnvironmentSkillsParams,
	ExperimentalFeature,
	ExternalAgentConfigImportHistory,
	ExternalAgentConfigImportHistoryRecordSuccessParams,
	ExternalAgentConfigImportHistoryRecordTypeResultParams,
	ExternalAgentConfigImportItemTypeFailure,
	ExternalAgentConfigImportItemTypeSuccess,
	ExternalAgentConfigImportTypeResult,
	ExternalAgentConfigMigrationItem,
	ExternalAgentDetectedConnectorCandidate,
	ExternalAgentImportedConnectorCandidate,
	FeedbackRequirements,
	FileChange,
	FileSystemPath,
	FileSystemSandboxEntry,
	FileSystemSpecialPath,
	FileUpdateChange,
	ForcedChatgptWorkspaceIds,
	FsReadDirectoryEntry,
	FunctionCallOutputBody,
	FunctionCallOutputContentItem,
	FuzzyFileSearchResult,
	GatewayAuth,
	GatewayOAuthPrompt,
	GitInfo,
	GrantedPermissionProfile,
	GuardianApprovalReview,
	GuardianApprovalReviewAction,
	HookErrorInfo,
	HookMetadata,
	HookMigration,
	HookOutputEntry,
	HookPromptFragment,
	HookRunSummary,
	HooksListEntry,
	ImageGenerationFailure,
	ImageGenerationInputImage,
	InAppBrowserRequirements,
	InitializeCapabilities,
	InstalledApp,
	InternalChatMessageMetadataPassthrough,
	LocalShellAction,
	ManagedHooksRequirements,
	MarketplaceInterface,
	MarketplaceLoadErrorInfo,
	MarketplaceUpgradeErrorInfo,
	McpAppUi,
	McpElicitationBooleanSchema,
	McpElicitationConstOption,
	McpElicitationEnumSchema,
	McpElicitationLegacyTitledEnumSchema,
	McpElicitationMultiSelectEnumSchema,
	McpElicitationNumberSchema,
	McpElicitationPrimitiveSchema,
	McpElicitationSchema,
	McpElicitationSingleSelectEnumSchema,
	McpElicitationStringSchema,
	McpElicitationTitledEnumItems,
	McpElicitationTitledMultiSelectEnumSchema,
	McpElicitationTitledSingleSelectEnumSchema,
	McpElicitationUntitledEnumItems,
	McpElicitationUntitledMultiSelectEnumSchema,
	McpElicitationUntitledSingleSelectEnumSchema,
	McpResourceReadTarget,
	McpServerEventNotification,
	McpServerInfo,
	McpServerMigration,
	McpServerStatus,
	McpToolCallAppContext,
	McpToolCallError,
	McpToolCallResult,
	MemoryCitation,
	MemoryCitationEntry,
	MigrationDetails,
	MisalignmentErrorDetails,
	MisalignmentSteer,
	Model,
	ModelAccessPrograms,
	ModelAvailabilityNux,
	ModelProviderSummary,
	ModelServiceTier,
	ModelUpgradeInfo,
	ModelsRequirements,
	MultiAgentMode,
	NetworkApprovalContext,
	NetworkPolicyAmendment,
	NetworkRequirements,
	NewThreadModelDefaults,
	OtelExporter,
	OtelRequirements,
	OtelTlsConfig,
	OtelToolResultLogConfig,
	OverriddenMetadata,
	ParsedCommand,
	PatchChangeKind,
	PermissionProfileSummary,
	PluginDetail,
	PluginHookSummary,
	PluginInterface,
	PluginMarketplaceEntry,
	PluginReconcileChangedPlugin,
	PluginSearchResult,
	PluginShareContext,
	PluginShareListItem,
	PluginSharePrincipal,
	PluginShareTarget,
	PluginSource,
	PluginSummary,
	PluginsMigration,
	ProcessTerminalSize,
	Project,
	ProjectRoot,
	ProviderSettings,
	ProviderSettingsPatch,
	QueuedSubmission,
	RateLimitResetCredit,
	RateLimitResetCreditsSummary,
	RateLimitSnapshot,
	RateLimitWindow,
	RealtimeVoicesList,
	ReasoningEffortOption,
	ReasoningItemContent,
	ReasoningItemReasoningSummary,
	RemoteControlClient,
	RequestHeader,
	RequestId,
	RequestPermissionProfile,
	Resource,
	ResourceContent,
	ResourceTemplate,
	ResponseItem,
	ResponsesApiWebSearchAction,
	ReviewDecision,
	ReviewTarget,
	SandboxPolicy,
	SandboxWorkspaceWrite,
	ScheduledTaskSchedule,
	ScheduledTaskSummary,
	SelectedCapabilityRoot,
	ServerDiagnosticsGauge,
	ServerDiagnosticsProcess,
	SessionMigration,
	SessionSource,
	Settings,
	SkillDependencies,
	SkillErrorInfo,
	SkillInterface,
	SkillMetadata,
	SkillMigration,
	SkillSummary,
	SkillToolDependency,
	SkillsListEntry,
	SpendControlLimitSnapshot,
	SubAgentSource,
	SubagentMigration,
	TextElement,
	TextPosition,
	TextRange,
	Thread,
	ThreadAttachment,
	ThreadAttachmentOwner,
	ThreadBackgroundTerminal,
	ThreadEnvironment,
	ThreadExtra,
	ThreadGoal,
	ThreadGuardianAssessment,
	ThreadItem,
	ThreadItemEntry,
	ThreadItemOutputDeferral,
	ThreadItemsListAnchor,
	ThreadItemsListCursor,
	ThreadListCwdFilter,
	ThreadMetadataGitInfoUpdateParams,
	ThreadPredictionResult,
	ThreadReadState,
	ThreadReadStateOperation,
	ThreadRealtimeAudioChunk,
	ThreadRealtimeBemItemPresentation,
	ThreadRealtimeInitialItem,
	ThreadRealtimeItem,
	ThreadRealtimeStartTransport,
	ThreadResumeInitialTurnsPageParams,
	ThreadSearchOccurrence,
	ThreadSearchResult,
	ThreadSearchTextRange,
	ThreadSection,
	ThreadSectionAppearance,
	ThreadSettings,
	ThreadStatus,
	ThreadTimelineEntry,
	ThreadTokenUsage,
	ThreadUnreadPosition,
	ThreadUsage,
	ThreadUsageBreakdownGroup,
	TokenUsageBreakdown,
	Tool,
	ToolRequestUserInputAnswer,
	ToolRequestUserInputOption,
	ToolRequestUserInputQuestion,
	ToolsV2,
	Turn,
	TurnEnvironmentParams,
	TurnError,
	TurnPlanStep,
	TurnToolOutput,
	TurnsPage,
	UserInput,
	UserVerificationProof,
	WebSearchAction,
	WebSearchLocation,
	WebSearchToolConfig,
	WorkspaceMessage,
	WorkspaceRouting,
} from "./types.js";

/** Every type that has a structure and is not just what one method takes or gives. */
export interface NamedTypes {
	Account: Account;
	AccountSecuritySetupAction: AccountSecuritySetupAction;
	AccountSecuritySetupNotice: AccountSecuritySetupNotice;
	AccountSession: AccountSession;
	AccountSessionWorkspace: AccountSessionWorkspace;
	AccountTokenUsageDailyBucket: AccountTokenUsageDailyBucket;
	AccountTokenUsageSummary: AccountTokenUsageSummary;
	ActivePermissionProfile: ActivePermissionProfile;
	AdditionalContextEntry: AdditionalContextEntry;
	AdditionalFileSystemPermissions: AdditionalFileSystemPermissions;
	AdditionalNetworkPermissions: AdditionalNetworkPermissions;
	AdditionalPermissionProfile: AdditionalPermissionProfile;
	AgentMessageDisplay: AgentMessageDisplay;
	AgentMessageInputContent: AgentMessageInputContent;
	AgentMessageModeration: AgentMessageModeration;
	AnalyticsConfig: AnalyticsConfig;
	AppBranding: AppBranding;
	AppInfo: AppInfo;
	AppMetadata: AppMetadata;
	AppReview: AppReview;
	AppScreenshot: AppScreenshot;
	AppSummary: AppSummary;
	AppTemplateSummary: AppTemplateSummary;
	AppToolSummary: AppToolSummary;
	ApplicationNetworkRequirements: ApplicationNetworkRequirements;
	ApplicationRequirements: ApplicationRequirements;
	ApplicationStorageRequirements: ApplicationStorageRequirements;
	AppsConfig: AppsConfig;
	AppsDefaultConfig: AppsDefaultConfig;
	AskForApproval: AskForApproval;
	AsyncUserInputQuestion: AsyncUserInputQuestion;
	AutoReviewRequirements: AutoReviewRequirements;
	BedrockAwsProfile: BedrockAwsProfile;
	BedrockEnvironmentCredential: BedrockEnvironmentCredential;
	BrowserUseConfig: BrowserUseConfig;
	BrowserUseExtensionRequirements: BrowserUseExtensionRequirements;
	BrowserUseOriginPolicy: BrowserUseOriginPolicy;
	BrowserUseOriginPolicyConfig: BrowserUseOriginPolicyConfig;
	BrowserUseRequirements: BrowserUseRequirements;
	ByteRange: ByteRange;
	CapabilityRootLocation: CapabilityRootLocation;
	ClientInfo: ClientInfo;
	CodexErrorInfo: CodexErrorInfo;
	CollabAgentState: CollabAgentState;
	CollaborationMode: CollaborationMode;
	CollaborationModeMask: CollaborationModeMask;
	CommandAction: CommandAction;
	CommandExecTerminalSize: CommandExecTerminalSize;
	CommandExecutionApprovalDecision: CommandExecutionApprovalDecision;
	CommandMigration: CommandMigration;
	ComputerUseConfig: ComputerUseConfig;
	ComputerUseMacosConfig: ComputerUseMacosConfig;
	ComputerUseMacosRequirements: ComputerUseMacosRequirements;
	ComputerUseRequirements: ComputerUseRequirements;
	ComputerUseWindowsConfig: ComputerUseWindowsConfig;
	ComputerUseWindowsExeConfig: ComputerUseWindowsExeConfig;
	ComputerUseWindowsExeRequirement: ComputerUseWindowsExeRequirement;
	ComputerUseWindowsRequirements: ComputerUseWindowsRequirements;
	Config: Config;
	ConfigEdit: ConfigEdit;
	ConfigLayer: ConfigLayer;
	ConfigLayerMetadata: ConfigLayerMetadata;
	ConfigLayerSource: ConfigLayerSource;
	ConfigRequirements: ConfigRequirements;
	ConfigurationReasoning: ConfigurationReasoning;
	ConfiguredHookHandler: ConfiguredHookHandler;
	ConfiguredHookMatcherGroup: ConfiguredHookMatcherGroup;
	ConnectorMetadata: ConnectorMetadata;
	ContentItem: ContentItem;
	CreditsSnapshot: CreditsSnapshot;
	DynamicToolCallOutputContentItem: DynamicToolCallOutputContentItem;
	DynamicToolNamespaceTool: DynamicToolNamespaceTool;
	DynamicToolSpec: DynamicToolSpec;
	EnvironmentShellInfo: EnvironmentShellInfo;
	EnvironmentSkillsParams: EnvironmentSkillsParams;
	ExperimentalFeature: ExperimentalFeature;
	ExternalAgentConfigImportHistory: ExternalAgentConfigImportHistory;
	ExternalAgentConfigImportHistoryRecordSuccessParams: ExternalAgentConfigImportHistoryRecordSuccessParams;
	ExternalAgentConfigImportHistoryRecordTypeResultParams: ExternalAgentConfigImportHistoryRecordTypeResultParams;
	ExternalAgentConfigImportItemTypeFailure: ExternalAgentConfigImportItemTypeFailure;
	ExternalAgentConfigImportItemTypeSuccess: ExternalAgentConfigImportItemTypeSuccess;
	ExternalAgentConfigImportTypeResult: ExternalAgentConfigImportTypeResult;
	ExternalAgentConfigMigrationItem: ExternalAgentConfigMigrationItem;
	ExternalAgentDetectedConnectorCandidate: ExternalAgentDetectedConnectorCandidate;
	ExternalAgentImportedConnectorCandidate: ExternalAgentImportedConnectorCandidate;
	FeedbackRequirements: FeedbackRequirements;
	FileChange: FileChange;
	FileSystemPath: FileSystemPath;
	FileSystemSandboxEntry: FileSystemSandboxEntry;
	FileSystemSpecialPath: FileSystemSpecialPath;
	FileUpdateChange: FileUpdateChange;
	ForcedChatgptWorkspaceIds: ForcedChatgptWorkspaceIds;
	FsReadDirectoryEntry: FsReadDirectoryEntry;
	FunctionCallOutputBody: FunctionCallOutputBody;
	FunctionCallOutputContentItem: FunctionCallOutputContentItem;
	FuzzyFileSearchResult: FuzzyFileSearchResult;
	GatewayAuth: GatewayAuth;
	GatewayOAuthPrompt: GatewayOAuthPrompt;
	GitInfo: GitInfo;
	GrantedPermissionProfile: GrantedPermissionProfile;
	GuardianApprovalReview: GuardianApprovalReview;
	GuardianApprovalReviewAction: GuardianApprovalReviewAction;
	HookErrorInfo: HookErrorInfo;
	HookMetadata: HookMetadata;
	HookMigration: HookMigration;
	HookOutputEntry: HookOutputEntry;
	HookPromptFragment: HookPromptFragment;
	HookRunSummary: HookRunSummary;
	HooksListEntry: HooksListEntry;
	ImageGenerationFailure: ImageGenerationFailure;
	ImageGenerationInputImage: ImageGenerationInputImage;
	InAppBrowserRequirements: InAppBrowserRequirements;
	InitializeCapabilities: InitializeCapabilities;
	InstalledApp: InstalledApp;
	InternalChatMessageMetadataPassthrough: InternalChatMessageMetadataPassthrough;
	LocalShellAction: LocalShellAction;
	ManagedHooksRequirements: ManagedHooksRequirements;
	MarketplaceInterface: MarketplaceInterface;
	MarketplaceLoadErrorInfo: MarketplaceLoadErrorInfo;
	MarketplaceUpgradeErrorInfo: MarketplaceUpgradeErrorInfo;
	McpAppUi: McpAppUi;
	McpElicitationBooleanSchema: McpElicitationBooleanSchema;
	McpElicitationConstOption: McpElicitationConstOption;
	McpElicitationEnumSchema: McpElicitationEnumSchema;
	McpElicitationLegacyTitledEnumSchema: McpElicitationLegacyTitledEnumSchema;
	McpElicitationMultiSelectEnumSchema: McpElicitationMultiSelectEnumSchema;
	McpElicitationNumberSchema: McpElicitationNumberSchema;
	McpElicitationPrimitiveSchema: McpElicitationPrimitiveSchema;
	McpElicitationSchema: McpElicitationSchema;
	McpElicitationSingleSelectEnumSchema: McpElicitationSingleSelectEnumSchema;
	McpElicitationStringSchema: McpElicitationStringSchema;
	McpElicitationTitledEnumItems: McpElicitationTitledEnumItems;
	McpElicitationTitledMultiSelectEnumSchema: McpElicitationTitledMultiSelectEnumSchema;
	McpElicitationTitledSingleSelectEnumSchema: McpElicitationTitledSingleSelectEnumSchema;
	McpElicitationUntitledEnumItems: McpElicitationUntitledEnumItems;
	McpElicitationUntitledMultiSelectEnumSchema: McpElicitationUntitledMultiSelectEnumSchema;
	McpElicitationUntitledSingleSelectEnumSchema: McpElicitationUntitledSingleSelectEnumSchema;
	McpResourceReadTarget: McpResourceReadTarget;
	McpServerEventNotification: McpServerEventNotification;
	McpServerInfo: McpServerInfo;
	McpServerMigration: McpServerMigration;
	McpServerStatus: McpServerStatus;
	McpToolCallAppContext: McpToolCallAppContext;
	McpToolCallError: McpToolCallError;
	McpToolCallResult: McpToolCallResult;
	MemoryCitation: MemoryCitation;
	MemoryCitationEntry: MemoryCitationEntry;
	MigrationDetails: MigrationDetails;
	MisalignmentErrorDetails: MisalignmentErrorDetails;
	MisalignmentSteer: MisalignmentSteer;
	Model: Model;
	ModelAccessPrograms: ModelAccessPrograms;
	ModelAvailabilityNux: ModelAvailabilityNux;
	ModelProviderSummary: ModelProviderSummary;
	ModelServiceTier: ModelServiceTier;
	ModelUpgradeInfo: ModelUpgradeInfo;
	ModelsRequirements: ModelsRequirements;
	MultiAgentMode: MultiAgentMode;
	NetworkApprovalContext: NetworkApprovalContext;
	NetworkPolicyAmendment: NetworkPolicyAmendment;
	NetworkRequirements: NetworkRequirements;
	NewThreadModelDefaults: NewThreadModelDefaults;
	OtelExporter: OtelExporter;
	OtelRequirements: OtelRequirements;
	OtelTlsConfig: OtelTlsConfig;
	OtelToolResultLogConfig: OtelToolResultLogConfig;
	OverriddenMetadata: OverriddenMetadata;
	ParsedCommand: ParsedCommand;
	PatchChangeKind: PatchChangeKind;
	PermissionProfileSummary: PermissionProfileSummary;
	PluginDetail: PluginDetail;
	PluginHookSummary: PluginHookSummary;
	PluginInterface: PluginInterface;
	PluginMarketplaceEntry: PluginMarketplaceEntry;
	PluginReconcileChangedPlugin: PluginReconcileChangedPlugin;
	PluginSearchResult: PluginSearchResult;
	PluginShareContext: PluginShareContext;
	PluginShareListItem: PluginShareListItem;
	PluginSharePrincipal: PluginSharePrincipal;
	PluginShareTarget: PluginShareTarget;
	PluginSource: PluginSource;
	PluginSummary: PluginSummary;
	PluginsMigration: PluginsMigration;
	ProcessTerminalSize: ProcessTerminalSize;
	Project: Project;
	ProjectRoot: ProjectRoot;
	ProviderSettings: ProviderSettings;
	ProviderSettingsPatch: ProviderSettingsPatch;
	QueuedSubmission: QueuedSubmission;
	RateLimitResetCredit: RateLimitResetCredit;
	RateLimitResetCreditsSummary: RateLimitResetCreditsSummary;
	RateLimitSnapshot: RateLimitSnapshot;
	RateLimitWindow: RateLimitWindow;
	RealtimeVoicesList: RealtimeVoicesList;
	ReasoningEffortOption: ReasoningEffortOption;
	ReasoningItemContent: ReasoningItemContent;
	ReasoningItemReasoningSummary: ReasoningItemReasoningSummary;
	RemoteControlClient: RemoteControlClient;
	RequestHeader: RequestHeader;
	RequestId: RequestId;
	RequestPermissionProfile: RequestPermissionProfile;
	Resource: Resource;
	ResourceContent: ResourceContent;
	ResourceTemplate: ResourceTemplate;
	ResponseItem: ResponseItem;
	ResponsesApiWebSearchAction: ResponsesApiWebSearchAction;
	ReviewDecision: ReviewDecision;
	ReviewTarget: ReviewTarget;
	SandboxPolicy: SandboxPolicy;
	SandboxWorkspaceWrite: SandboxWorkspaceWrite;
	ScheduledTaskSchedule: ScheduledTaskSchedule;
	ScheduledTaskSummary: ScheduledTaskSummary;
	SelectedCapabilityRoot: SelectedCapabilityRoot;
	ServerDiagnosticsGauge: ServerDiagnosticsGauge;
	ServerDiagnosticsProcess: ServerDiagnosticsProcess;
	SessionMigration: SessionMigration;
	SessionSource: SessionSource;
	Settings: Settings;
	SkillDependencies: SkillDependencies;
	SkillErrorInfo: SkillErrorInfo;
	SkillInterface: SkillInterface;
	SkillMetadata: SkillMetadata;
	SkillMigration: SkillMigration;
	SkillSummary: SkillSummary;
	SkillToolDependency: SkillToolDependency;
	SkillsListEntry: SkillsListEntry;
	SpendControlLimitSnapshot: SpendControlLimitSnapshot;
	SubAgentSource: SubAgentSource;
	SubagentMigration: SubagentMigration;
	TextElement: TextElement;
	TextPosition: TextPosition;
	TextRange: TextRange;
	Thread: Thread;
	ThreadAttachment: ThreadAttachment;
	ThreadAttachmentOwner: ThreadAttachmentOwner;
	ThreadBackgroundTerminal: ThreadBackgroundTerminal;
	ThreadEnvironment: ThreadEnvironment;
	ThreadExtra: ThreadExtra;
	ThreadGoal: ThreadGoal;
	ThreadGuardianAssessment: ThreadGuardianAssessment;
	ThreadItem: ThreadItem;
	ThreadItemEntry: ThreadItemEntry;
	ThreadItemOutputDeferral: ThreadItemOutputDeferral;
	ThreadItemsListAnchor: ThreadItemsListAnchor;
	ThreadItemsListCursor: ThreadItemsListCursor;
	ThreadListCwdFilter: ThreadListCwdFilter;
	ThreadMetadataGitInfoUpdateParams: ThreadMetadataGitInfoUpdateParams;
	ThreadPredictionResult: ThreadPredictionResult;
	ThreadReadState: ThreadReadState;
	ThreadReadStateOperation: ThreadReadStateOperation;
	ThreadRealtimeAudioChunk: ThreadRealtimeAudioChunk;
	ThreadRealtimeBemItemPresentation: ThreadRealtimeBemItemPresentation;
	ThreadRealtimeInitialItem: ThreadRealtimeInitialItem;
	ThreadRealtimeItem: ThreadRealtimeItem;
	ThreadRealtimeStartTransport: ThreadRealtimeStartTransport;
	ThreadResumeInitialTurnsPageParams: ThreadResumeInitialTurnsPageParams;
	ThreadSearchOccurrence: ThreadSearchOccurrence;
	ThreadSearchResult: ThreadSearchResult;
	ThreadSearchTextRange: ThreadSearchTextRange;
	ThreadSection: ThreadSection;
	ThreadSectionAppearance: ThreadSectionAppearance;
	ThreadSettings: ThreadSettings;
	ThreadStatus: ThreadStatus;
	ThreadTimelineEntry: ThreadTimelineEntry;
	ThreadTokenUsage: ThreadTokenUsage;
	ThreadUnreadPosition: ThreadUnreadPosition;
	ThreadUsage: ThreadUsage;
	ThreadUsageBreakdownGroup: ThreadUsageBreakdownGroup;
	TokenUsageBreakdown: TokenUsageBreakdown;
	Tool: Tool;
	ToolRequestUserInputAnswer: ToolRequestUserInputAnswer;
	ToolRequestUserInputOption: ToolRequestUserInputOption;
	ToolRequestUserInputQuestion: ToolRequestUserInputQuestion;
	ToolsV2: ToolsV2;
	Turn: Turn;
	TurnEnvironmentParams: TurnEnvironmentParams;
	TurnError: TurnError;
	TurnPlanStep: TurnPlanStep;
	TurnToolOutput: TurnToolOutput;
	TurnsPage: TurnsPage;
	UserInput: UserInput;
	UserVerificationProof: UserVerificationProof;
	WebSearchAction: WebSearchAction;
	WebSearchLocation: WebSearchLocation;
	WebSearchToolConfig: WebSearchToolConfig;
	WorkspaceMessage: WorkspaceMessage;
	WorkspaceRouting: WorkspaceRouting;
}
