/** The exit codes of the command line. A signal's is 128 and its number. */
export const exitCodes = { ok: 0, failure: 1, usage: 2 } as const;

/** An expected failure, which is reported as one message without a stack. */
export class CliError extends Error {
  readonly exitCode: number;

  constructor(kind: "failure" | "usage", message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "CliError";
    this.exitCode = exitCodes[kind];
  }
}
