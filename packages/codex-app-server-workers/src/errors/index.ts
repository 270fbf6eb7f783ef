export {
  ApprovalOverError,
  ApprovalUnansweredError,
  EngineError,
  type EngineProblem,
  EventsTrimmedError,
  LeaseLostError,
  WorkerClosedError,
} from "./engine-errors.js";
export { FleetError, type FleetErrorCode } from "./fleet-error.js";
export {
  MailboxFullError,
  SteerRefusedError,
  TurnCancelledError,
  TurnNotRunError,
  TurnOverError,
  TurnUnknownError,
} from "./turn-errors.js";
