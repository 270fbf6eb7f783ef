import type { CommandContext } from "../commands/command-context.js";

/** What a check has found. */
export type Verdict =
  | { readonly ok: true; readonly message: string }
  | {
      readonly ok: false;
      /** What is wrong, in one sentence. */
      readonly message: string;
      /** What to do; a command where there is one. */
      readonly fix: string;
    };

/** The machine that is looked at. */
export interface Machine {
  /** As `process.platform`. */
  readonly os: string;
  /** As `process.arch`. */
  readonly cpu: string;
  /** How long each program and each server that is started may take for a step, in milliseconds. */
  readonly stepMs: number;
}

/** What checks look at, and nothing else. */
export interface CheckContext extends Machine, Pick<CommandContext, "env" | "cwd" | "signal"> {}

/** One line of what `doctor` reports. */
export interface Check {
  readonly name: string;
  /** The checks that must have found nothing wrong for this one to make sense. */
  readonly needs: readonly string[];
  /**
   * Rejects when something unforeseen happens, and with the signal's reason when that aborts:
   * nothing that it has started is left then.
   */
  run(context: CheckContext): Promise<Verdict>;
}

/** A check's line as it is reported, also with `--json`. */
export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
  readonly fix?: string;
}
