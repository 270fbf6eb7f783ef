export { type TestCodex, type TestCodexOptions, testCodex } from "./codex/test-codex.js";
export { type CodexConfigOptions, codexConfig, mockApiKeyVariable } from "./home/codex-config.js";
export { createTestHome, type TestHome, type TestHomeOptions } from "./home/test-home.js";
export { items } from "./items/items.js";
export type { ItemFields } from "./items/make-item.js";
export { createGate, type Gate } from "./model/gate.js";
export {
  type AnswerScript,
  MockResponsesServer,
  type MockResponsesServerOptions,
  type ScriptResult,
  type UnexpectedRequest,
} from "./model/mock-responses-server.js";
export {
  type AnswerPart,
  customToolCall,
  type Deltas,
  disconnect,
  failed,
  functionCall,
  httpError,
  incomplete,
  type MessagePhase,
  type ModelFailure,
  type ModelItem,
  type ModelUsage,
  message,
  rawEvent,
  reasoning,
  silence,
  type ToolCallOptions,
  toolSearch,
  usage,
} from "./model/model-answer.js";
export type { ModelRequest } from "./model/model-request.js";
export type { ModelTool } from "./model/offered-tools.js";
export {
  type ConformanceCase,
  type MakeThreadStore,
  threadStoreConformance,
} from "./store/thread-store-conformance.js";
export { scriptTurns } from "./transport/script-turns.js";
export type {
  ClientAnswer,
  JsonRpcFailure,
  JsonRpcMessage,
  ParamsArgs,
  ParamsOf,
  ResultOf,
  ScriptedAnswer,
  ScriptedCall,
  ScriptedHandler,
  SentMessage,
} from "./transport/scripted-call.js";
export {
  type AnyOf,
  ScriptedTransport,
  type ScriptedTransportOptions,
} from "./transport/scripted-transport.js";
export type {
  AskStep,
  NotifyStep,
  StepParams,
  TurnStep,
  WithoutIds,
} from "./transport/scripted-turn.js";
