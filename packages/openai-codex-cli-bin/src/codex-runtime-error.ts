/** Why no usable Codex runtime was found. The codes are stable: compare codes, not messages. */
export type CodexRuntimeErrorCode =
  | "UNSUPPORTED_PLATFORM"
  | "PLATFORM_PACKAGE_MISSING"
  | "ARCH_MISMATCH"
  | "VERSION_MISMATCH"
  | "NOT_EXECUTABLE"
  | "CORRUPT"
  | "UNREADABLE"
  | "LAYOUT_UNSUPPORTED";

/** What a `CodexRuntimeError` tells, part by part. */
export interface CodexRuntimeProblem {
  /** What went wrong, in one sentence. */
  summary: string;
  /** The package, file or version that was needed. */
  lookedFor: string;
  /** What was there instead. */
  found: string;
  /** What to do; a command if there is one. */
  fix: string;
}

/** Thrown when this platform's Codex runtime is missing or unusable. */
export class CodexRuntimeError extends Error {
  /** Why; stable across versions. */
  readonly code: CodexRuntimeErrorCode;
  /** What went wrong, in one sentence. */
  readonly summary: string;
  /** The package, file or version that was needed. */
  readonly lookedFor: string;
  /** What was there instead. */
  readonly found: string;
  /** What to do; a command where one helps, for any working folder. */
  readonly fix: string;

  constructor(
    code: CodexRuntimeErrorCode,
    problem: CodexRuntimeProblem,
    options?: { cause?: unknown },
  ) {
    const { summary, lookedFor, found, fix } = problem;
    super(`${summary}\n  looked for: ${lookedFor}\n  found: ${found}\n  fix: ${fix}`, options);
    this.name = "CodexRuntimeError";
    this.code = code;
    this.summary = summary;
    this.lookedFor = lookedFor;
    this.found = found;
    this.fix = fix;
  }
}
