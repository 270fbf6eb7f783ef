// Use

export type { CallOptions } from "./client/app-server-client.js";
export type { NotificationsOptions } from "./client/notification-hub.js";
export type { ValidationMode } from "./client/wire-checks.js";
// Types
export type { CodexState, RequestArgs, ThreadStartOptions } from "./codex.js";
export { Codex } from "./codex.js";
export type { CodexErrorCode, RpcErrorDetails } from "./errors.js";
// Errors
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
} from "./errors.js";
export type { HandlerContext, Handlers } from "./handlers.js";
export type { RunInput } from "./inputs.js";
export type { CodexMetadata } from "./launch-server.js";
export type { Logger } from "./logger.js";
export type { CodexOptions, ConfigValue, LimitOptions, TimeoutOptions } from "./options.js";
export type { ApprovalMode, Presets, SandboxPreset } from "./presets.js";
export type { InterruptOptions } from "./running-turn.js";
export type { TurnOptions } from "./thread.js";
export { Thread } from "./thread.js";
export type { Transport, TransportEnd, TransportEvents } from "./transport/transport.js";
export { TurnHandle } from "./turn.js";
export type { TurnResult } from "./turn-result.js";
export type { TurnTimeouts } from "./turn-timers.js";
