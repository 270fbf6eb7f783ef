/** How a program of `codex.exec()` has ended. */
export interface ExecResult {
  /** 124 when it took longer than `timeoutMs`, 137 when it was terminated. */
  readonly exitCode: number;
  /** What it wrote to stdout, read as UTF-8, up to `limits.maxBufferedBytes`. */
  readonly stdout: string;
  /** What it wrote to stderr, likewise; empty with `tty`, where all is stdout. */
  readonly stderr: string;
  /** Whether one of the two was longer than that, and is only the beginning. */
  readonly truncated: boolean;
}
