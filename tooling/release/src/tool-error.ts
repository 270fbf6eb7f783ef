/** The kinds of failure; each has its own exit code. */
export type FailureKind = "check" | "usage" | "network" | "integrity";

export const exitCodes: Readonly<Record<FailureKind, number>> = {
  check: 1,
  usage: 2,
  network: 3,
  integrity: 4,
};

/** An expected failure, which is reported as one message without a stack trace. */
export class ToolError extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "ToolError";
    this.kind = kind;
  }
}
