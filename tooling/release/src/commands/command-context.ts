import type { Reporter } from "../reporter.js";
import type { Repository } from "../repository.js";

/** What every command works with. */
export interface CommandContext {
  repository: Repository;
  env: NodeJS.ProcessEnv;
  /** The folder relative paths of the command line belong to. */
  cwd: string;
  reporter: Reporter;
  /** Hands over the command's result, for `--json`. */
  report(result: object): void;
}
