import type { Reporter } from "../reporter.js";
import type { Repository } from "../repository.js";

/** What every command receives. */
export interface CommandContext {
  repository: Repository;
  env: NodeJS.ProcessEnv;
  /** The folder that relative paths on the command line start from. */
  cwd: string;
  reporter: Reporter;
  /** Receives the command's result, which `--json` prints. */
  report(result: object): void;
}
