import { CommanderError } from "commander";
import { describeError } from "./describe-error.js";
import { asRecord } from "./json/is-record.js";
import { exitCodes, type FailureKind, ToolError } from "./tool-error.js";

/** How a command failed, as a user is told. */
export interface Failure {
  /** `internal` is a fault of the tools themselves. */
  kind: FailureKind | "internal";
  message: string;
  exitCode: number;
}

/**
 * Describes whatever a command threw, without a stack. Null if it is no failure: commander throws
 * after `--help` too.
 */
export function describeFailure(error: unknown): Failure | null {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return null;
    const message = error.message.replace(/^error: /, "");
    return { kind: "usage", message, exitCode: exitCodes.usage };
  }
  const message = describeError(error);
  if (error instanceof ToolError) {
    return { kind: error.kind, message, exitCode: exitCodes[error.kind] };
  }
  // The operating system refuses something: a full disk, a folder that may not be written.
  if (typeof asRecord(error).syscall === "string") {
    return { kind: "check", message, exitCode: exitCodes.check };
  }
  return { kind: "internal", message: `fault of these tools: ${message}`, exitCode: 1 };
}
