/** What the program that uses this package can do wrong without getting an error for it. */
export const hostMistakeCodes = [
  "CODEX_HANDLER_FAILED",
  "CODEX_HANDLER_LATE",
  "CODEX_HANDLER_ANSWER",
  "CODEX_OPTION_WITHOUT_EFFECT",
  "CODEX_OPTION_UNKNOWN",
  "CODEX_TRACE_FAILED",
  "CODEX_TRACE_CONTEXT",
] as const;

export type HostMistakeCode = (typeof hostMistakeCodes)[number];

export interface HostMistake {
  readonly code: HostMistakeCode;
  /** What it is about, such as a method. It is part of what makes two mistakes the same. */
  readonly about: string;
  readonly text: string;
}

/**
 * Takes the mistakes in the code of the program that uses this package. What the server does wrong,
 * what is merely worth knowing and what is tried again is none, and goes to the logger alone.
 */
export interface HostMistakes {
  warn(mistake: HostMistake): void;
}
