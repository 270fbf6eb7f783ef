import { FleetError } from "./fleet-error.js";

/** Events that were to be read are not kept any more. `result()` still works. */
export class EventsTrimmedError extends FleetError {
  /** The thread whose events they were. */
  readonly threadId: string;

  constructor(threadId: string, after: string) {
    super(
      "EVENTS_TRIMMED",
      `Events of thread ${threadId} that follow ${after} are not kept any more. Read what happened from the result, or raise the limit of events.`,
    );
    this.threadId = threadId;
  }
}

/** The question was answered already, or nobody waits for the answer any more. */
export class ApprovalOverError extends FleetError {
  /** The question that was to be answered. */
  readonly approvalId: string;

  constructor(threadId: string, approvalId: string) {
    super(
      "APPROVAL_OVER",
      `Approval ${approvalId} of thread ${threadId} is not open: it was answered, or its turn has ended.`,
    );
    this.approvalId = approvalId;
  }
}

/** Nobody answered the question in time, so that the worker declined it. */
export class ApprovalUnansweredError extends FleetError {
  /** The question that nobody has answered. */
  readonly approvalId: string;

  constructor(approvalId: string, waitedMs: number) {
    super(
      "APPROVAL_UNANSWERED",
      `Nobody answered approval ${approvalId} within ${waitedMs} ms, so that it was declined.`,
    );
    this.approvalId = approvalId;
  }
}

/** The worker has lost the thread to another one, and may not change it any more. */
export class LeaseLostError extends FleetError {
  constructor(threadId: string, token: number, options?: { cause?: unknown }) {
    super(
      "LEASE_LOST",
      `Lease ${token} of thread ${threadId} has run out, or another worker has the thread. Its message goes on there.`,
      options,
    );
  }
}

/** The worker was closed before the turn had ended; another one goes on with the message. */
export class WorkerClosedError extends FleetError {
  constructor() {
    super("WORKER_CLOSED", "The worker was closed before the turn had ended.");
  }
}

/**
 * Why the engine could not do its work. `unreachable`: it gave no answer in time. `full`: it has no
 * room left. `login`: it refused the user or the password. `version`: what is stored there is of
 * another version of this package. `closed`: this process has closed it. `other`: what `cause`
 * says.
 */
export type EngineProblem = "unreachable" | "full" | "login" | "version" | "closed" | "other";

/**
 * The engine could not do its work. Whether it has done it is not always known: a message that is
 * sent again with the same id is no second one.
 */
export class EngineError extends FleetError {
  /** What went wrong. */
  readonly problem: EngineProblem;

  constructor(problem: EngineProblem, message: string, options?: { cause?: unknown }) {
    super("ENGINE_FAILED", message, options);
    this.problem = problem;
  }
}
