import type { CommandContext } from "../commands/command-context.js";

/** What a check has found. */
export type Verdict =
  | { readonly ok: true; readonly message: string }
  | {
      readonly ok: false;
      /** What is wrong, in one sentence. */
      readonly message: string;
      /** What to do; a command if there is one. */
      readonly fix: string;
    };

/** What checks look at, and nothing else. */
export interface CheckContext extends Pick<CommandContext, "env" | "cwd" | "signal"> {
  /** As `process.platform`. */
  readonly os: string;
  /** As `process.arch`. */
  readonly cpu: string;
}

/** One line of what `doctor` reports. */
export interface Check {
  readonly name: string;
  /** The names of the checks that must have found nothing for this one to make sense. */
  readonly needs: readonly string[];
  run(context: CheckContext): Promise<Verdict>;
}

/** A check's line as it is reported, also with `--json`. */
export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
  readonly fix?: string;
}
