export type { Approval, ApprovalKind } from "./engine/approval.js";
export type { Engine, Wait } from "./engine/engine.js";
export type { EngineLimits } from "./engine/engine-limits.js";
export type { Lease } from "./engine/lease.js";
export type {
  BegunMessage,
  FleetEvent,
  FleetTurnOptions,
  LoggedEvent,
  Message,
  Outcome,
} from "./engine/message.js";
export type { SignalOutcome, TurnSignal } from "./engine/turn-signal.js";
export {
  ApprovalOverError,
  ApprovalUnansweredError,
  EngineError,
  type EngineProblem,
  EventsTrimmedError,
  FleetError,
  type FleetErrorCode,
  LeaseLostError,
  MailboxFullError,
  SteerRefusedError,
  TurnCancelledError,
  TurnNotRunError,
  TurnOverError,
  TurnUnknownError,
  WorkerClosedError,
} from "./errors/index.js";
export { createFleet, type Fleet, type FleetOptions } from "./fleet/create-fleet.js";
export { FleetThread, type SendOptions } from "./fleet/fleet-thread.js";
export { type EventsOptions, FleetTurn } from "./fleet/fleet-turn.js";
export { memoryEngine } from "./memory/memory-engine.js";
export { createWorker } from "./worker/create-worker.js";
export { Worker } from "./worker/worker.js";
export type { WorkerOptions, WorkerThreadOptions } from "./worker/worker-options.js";
