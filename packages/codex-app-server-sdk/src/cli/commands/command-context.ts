import type { Readable, Writable } from "node:stream";

/** A stream that may be a terminal. */
export interface Output extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a subcommand gets from the program that it is a part of. */
export interface CommandContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: Readable;
  /** For results alone. */
  readonly stdout: Output;
  /** For everything else. */
  readonly stderr: Output;
  /**
   * Aborts when the user interrupts, or when nobody reads stdout any more. The subcommand then ends
   * what it has started and rejects, best with the signal's reason; after a few seconds the program
   * ends without it.
   */
  readonly signal: AbortSignal;
}

/** Runs a subcommand, which resolves with its exit code. */
export type Runner = (start: (context: CommandContext) => Promise<number>) => Promise<void>;
