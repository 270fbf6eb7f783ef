import { expect, test } from "vitest";
import * as errors from "./index.js";

test.each([
  new errors.MailboxFullError("t", 1),
  new errors.TurnUnknownError("t", "a"),
  new errors.TurnOverError("t", "a"),
  new errors.TurnCancelledError("t", "a"),
  new errors.TurnNotRunError("a", "UNKNOWN", "why"),
  new errors.SteerRefusedError("a", "why"),
  new errors.EventsTrimmedError("t", "1"),
  new errors.ApprovalOverError("t", "q"),
  new errors.ApprovalUnansweredError("q", 1),
  new errors.LeaseLostError("t", 1),
  new errors.WorkerClosedError(),
  new errors.EngineError("other", "why"),
])("$code is named after its class", (error) => {
  expect(error).toBeInstanceOf(errors.FleetError);
  expect(error.name).toBe(error.constructor.name);
});
