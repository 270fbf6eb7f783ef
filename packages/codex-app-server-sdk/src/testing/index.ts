export { type CodexConfigOptions, codexConfig, mockApiKeyVariable } from "./codex-config.js";
export { createGate, type Gate } from "./gate.js";
export {
  type AnswerScript,
  MockResponsesServer,
  type MockResponsesServerOptions,
  type UnexpectedRequest,
} from "./mock-responses-server.js";
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
  usage,
} from "./model-answer.js";
export type { ModelRequest } from "./model-request.js";
export type {
  ClientAnswer,
  JsonRpcFailure,
  JsonRpcMessage,
  ScriptedAnswer,
  ScriptedCall,
  ScriptedHandler,
} from "./scripted-call.js";
export { ScriptedTransport, type ScriptedTransportOptions } from "./scripted-transport.js";
export { scriptTurns, type TurnStep } from "./scripted-turns.js";
export { createTestHome, type TestHome, type TestHomeOptions } from "./test-home.js";
