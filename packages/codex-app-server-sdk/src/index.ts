export type { CallOptions } from "./client/app-server-client.js";
export type { NotificationsOptions } from "./client/notification-hub.js";
export type { ValidationMode } from "./client/wire-checks.js";
export type { AccountOptions, ModelsOptions, RequestArgs } from "./codex/codex.js";
export { Codex } from "./codex/codex.js";
export type { CodexMetadata } from "./codex/launch-server.js";
export type { ChatgptLoginHandle, DeviceCodeLoginHandle, LoginHandle } from "./codex/login.js";
export type { Page } from "./codex/page-promise.js";
export { PagePromise } from "./codex/page-promise.js";
export type { CodexState } from "./codex/server-lifecycle.js";
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
export type { Logger } from "./logger.js";
export type { CodexOptions, ConfigValue, LimitOptions, TimeoutOptions } from "./options/options.js";
export type { RetryOptions } from "./retry.js";
export { isRetryableError, retryOnOverload } from "./retry.js";
export type { ApprovalMode, Presets, SandboxPreset } from "./thread/presets.js";
export type { ReadOptions, ReviewOptions, StartedThread, TurnOptions } from "./thread/thread.js";
export { Thread } from "./thread/thread.js";
export type {
  ThreadForkOptions,
  ThreadListOptions,
  ThreadResumeOptions,
  ThreadStartOptions,
} from "./thread/thread-options.js";
export type { TraceEntry } from "./trace.js";
export { traceWriter } from "./trace.js";
export type { Transport, TransportEnd, TransportEvents } from "./transport/transport.js";
export type { RunInput } from "./turn/inputs.js";
export type { InterruptOptions } from "./turn/running-turn.js";
export type { TurnLife } from "./turn/start-turn.js";
export { TurnHandle } from "./turn/turn.js";
export type { TurnTimeouts } from "./turn/turn-timers.js";
export type { TurnResult } from "./turn-result.js";
