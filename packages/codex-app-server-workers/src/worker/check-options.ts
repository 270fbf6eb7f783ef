import { OptionsError } from "codex-app-server-sdk";
import { longestMs } from "../engine/engine-limits.js";
import type { WorkerOptions } from "./worker-options.js";

/** The options that are numbers, and the least that each can be. */
const leasts = {
  maxTurns: 1,
  turnsPerLease: 1,
  maxFailures: 1,
  maxWorkerDeaths: 1,
  approvalMs: 0,
  engineMs: 0,
  drainMs: 0,
} as const;

/** Throws an `OptionsError` for what can't be right, before anything is started. */
export function checkOptions(options: WorkerOptions): void {
  for (const name of ["engine", "store"] as const) {
    if (typeof options[name] === "object" && options[name] !== null) continue;
    throw new OptionsError(`createWorker() needs an option ${name}, not ${String(options[name])}.`);
  }
  for (const [name, least] of Object.entries(leasts)) {
    const value: unknown = options[name as keyof typeof leasts];
    const most = name.endsWith("Ms") ? longestMs : Number.MAX_SAFE_INTEGER;
    const isRight = Number.isFinite(value) && Number(value) >= least && Number(value) <= most;
    if (value === undefined || isRight) continue;
    const range = name.endsWith("Ms") ? `of ${least} to ${most}` : `of at least ${least}`;
    throw new OptionsError(`${name} must be a number ${range}, not ${String(value)}.`);
  }
}
