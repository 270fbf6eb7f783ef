export type { AllowCommandsOptions } from "./approvals/allow-commands.js";
export { allowCommands } from "./approvals/allow-commands.js";
export { commandText } from "./approvals/command-text.js";
export { simpleCommand } from "./approvals/simple-command.js";
export type { Page } from "./async/page-entries.js";
export type {
  TracedRequest,
  TracedServerRequest,
  TracedTool,
  TracedTurn,
} from "./channels/channels.js";
export type { RequestArgs } from "./codex/codex.js";
export { Codex } from "./codex/codex.js";
export type { CodexState } from "./codex/server-lifecycle.js";
export type { ServerConfig } from "./config/server-config.js";
export type { Logger } from "./diagnostics/logger.js";
export type { TraceEntry } from "./diagnostics/trace.js";
export { traceWriter } from "./diagnostics/trace.js";
export type { CodexErrorCode, RpcErrorDetails, ThreadStoreProblem } from "./errors/index.js";
export {
  BufferOverflowError,
  CodexError,
  ConfigConflictError,
  InternalRpcError,
  InvalidParamsError,
  InvalidRequestError,
  isCodexError,
  JsonRpcError,
  MethodNotFoundError,
  OptionsError,
  ParseError,
  ProtocolError,
  QueuedTurnLostError,
  RequestTimeoutError,
  RetryLimitExceededError,
  RuntimeNotFoundError,
  ServerBusyError,
  StartupError,
  ThreadFencedError,
  ThreadNotFoundError,
  ThreadStoreError,
  TransportClosedError,
  TurnInProgressError,
} from "./errors/index.js";
export type { TextPhase, TurnEvent, TurnEventOf } from "./events/turn-event.js";
export type { ExecHandle } from "./exec/exec-handle.js";
export type { ExecResult } from "./exec/exec-result.js";
export type {
  FileChangeApprovalParams,
  Handler,
  HandlerContext,
  Handlers,
  McpToolApprovalParams,
} from "./handlers/handlers.js";
export type {
  PlainToolDefinition,
  Tool,
  ToolBasics,
  ToolContext,
  ToolDefinition,
  ToolNamespace,
} from "./handlers/tool.js";
export { tool, toolNamespace } from "./handlers/tool.js";
export type { McpLoginHandle } from "./mcp/mcp-login.js";
export type { McpServers } from "./mcp/mcp-servers.js";
export type { NotificationOf } from "./notifications/notification-of.js";
export type { CallOptions } from "./options/call-options.js";
export type {
  CodexOptions,
  ConfigValue,
  LimitOptions,
  RestartOptions,
  TimeoutOptions,
  TraceContext,
} from "./options/options.js";
export type { ApprovalMode, Presets, SandboxPreset } from "./options/presets.js";
export type {
  AccountOptions,
  ModelsOptions,
  NotificationsOptions,
} from "./options/query-options.js";
export type {
  ConfigReadOptions,
  ConfigWriteAllOptions,
  ConfigWriteOptions,
  ExecOptions,
  McpLoginOptions,
  McpResourceOptions,
  McpStatusOptions,
  McpToolCallOptions,
  SkillsListOptions,
} from "./options/server-options.js";
export type {
  CommonThreadOptions,
  GoalChange,
  ItemsOptions,
  ReadOptions,
  ThreadForkOptions,
  ThreadListOptions,
  ThreadResumeOptions,
  ThreadSearchOptions,
  ThreadSettingsOptions,
  ThreadStartOptions,
  TurnsOptions,
} from "./options/thread-options.js";
export type {
  ReconnectOptions,
  TransportOptions,
  UnixSocketOptions,
  WebSocketOptions,
} from "./options/transport-options.js";
export type {
  CurrentTurnOptions,
  InterruptOptions,
  ReadFromOptions,
  ReviewOptions,
  TextStreamOptions,
  TurnLife,
  TurnOptions,
  TurnTimeouts,
} from "./options/turn-options.js";
export { OutputValidationError } from "./output/output-validation-error.js";
export { PagePromise } from "./pages/page-promise.js";
export type { ValidationMode } from "./protocol/wire-checks.js";
export type { TurnAgent } from "./results/turn-agents.js";
export type { TurnResult } from "./results/turn-result.js";
export type { RetryOptions } from "./retry.js";
export { isRetryableError, retryOnOverload } from "./retry.js";
export type {
  InferOutput,
  OutputSchema,
  SchemaIssue,
  SchemaResult,
} from "./schemas/output-schema.js";
export { SchemaNotStrictError } from "./schemas/schema-not-strict-error.js";
export type { ChatgptLoginHandle, DeviceCodeLoginHandle, LoginHandle } from "./session/login.js";
export type { CodexMetadata } from "./session/shake-hands.js";
export type { Skills } from "./skills/skills.js";
export type { GoalControl } from "./thread/goal/goal-control.js";
export type { QueueControl, QueuedTurn } from "./thread/queue/queue-control.js";
export type { StartedThread } from "./thread/thread.js";
export { Thread } from "./thread/thread.js";
export type { ThreadTerminal } from "./thread/thread-terminal.js";
export type { Transport, TransportEnd, TransportEvents } from "./transport/transport.js";
export type { RunInput } from "./turn/inputs.js";
export {
  NotLoggedInError,
  TurnFailedError,
  TurnInterruptedError,
  TurnTimeoutError,
} from "./turn/turn-errors.js";
export { TurnHandle } from "./turn/turn-handle.js";
