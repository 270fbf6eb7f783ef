import type { CodexOptions } from "codex-app-server-sdk";
import type { WorkerOptions } from "../../src/index.js";

/** What `worker-program.ts` is to do, as JSON in the variable `WORKER_TASK`. */
export interface WorkerTask
  extends Required<Pick<WorkerOptions, "maxTurns" | "turnsPerLease" | "drainMs">> {
  readonly redisUrl: string;
  readonly engine: { readonly leaseMs: number; readonly keepMs: number };
  readonly codex: Pick<CodexOptions, "codexHome" | "cwd" | "env" | "inheritEnv">;
}
