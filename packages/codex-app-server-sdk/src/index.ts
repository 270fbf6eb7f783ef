export type { CallOptions } from "./client/app-server-client.js";
export type { NotificationsOptions } from "./client/notification-hub.js";
export type { ValidationMode } from "./client/wire-checks.js";
export type { AccountOptions, ModelsOptions, RequestArgs } from "./codex/codex.js";
export { Codex } from "./codex/codex.js";
export type { CodexErrorCode, RpcErrorDetails } from "./errors/index.js";
export {
  BufferOverflowError,
  CodexError,
  InternalRpcError,
  InvalidParamsError,
  InvalidRequestError,
  isCodexError,
  JsonRpcError,
  MethodNotFoundError,
  OptionsError,
  ParseError,
  ProtocolError,
  RequestTimeoutError,
  RetryLimitExceededError,
  RuntimeNotFoundError,
  ServerBusyError,
  StartupError,
  TransportClosedError,
  TurnFailedError,
  TurnInProgressError,
  TurnInterruptedError,
  TurnTimeoutError,
} from "./errors/index.js";
export type { FileChangeApprovalParams, HandlerContext, Handlers } from "./handlers.js";
export type { RunInput } from "./inputs.js";
export type { CodexMetadata } from "./launch-server.js";
export type { Logger } from "./logger.js";
export type { ChatgptLoginHandle, DeviceCodeLoginHandle, LoginHandle } from "./login.js";
export type { CodexOptions, ConfigValue, LimitOptions, TimeoutOptions } from "./options.js";
export type { Page } from "./page-promise.js";
export { PagePromise } from "./page-promise.js";
export type { ApprovalMode, Presets, SandboxPreset } from "./presets.js";
export type { RetryOptions } from "./retry.js";
export { isRetryableError, retryOnOverload } from "./retry.js";
export type { InterruptOptions } from "./running-turn.js";
export type { CodexState } from "./server-lifecycle.js";
export type { TurnLife } from "./start-turn.js";
export type { ReadOptions, ReviewOptions, StartedThread, TurnOptions } from "./thread.js";
export { Thread } from "./thread.js";
export type {
  ThreadForkOptions,
  ThreadListOptions,
  ThreadResumeOptions,
  ThreadStartOptions,
} from "./thread-options.js";
export type { TraceEntry } from "./trace.js";
export { traceWriter } from "./trace.js";
export type { Transport, TransportEnd, TransportEvents } from "./transport/transport.js";
export { TurnHandle } from "./turn.js";
export type { TurnResult } from "./turn-result.js";
export type { TurnTimeouts } from "./turn-timers.js";
