import type { Codex, Logger } from "codex-app-server-sdk";
import type { ThreadStore } from "codex-app-server-sdk/store";
import type { Engine } from "../engine/engine.js";
import type { WorkerOptions } from "./worker-options.js";

/** What a worker works on a thread with. */
export interface ThreadWork {
  readonly engine: Engine;
  readonly codex: Codex;
  readonly store: ThreadStore;
  readonly options: Pick<WorkerOptions, "codex" | "thread">;
  readonly turnsPerLease: number;
  readonly maxFailures: number;
  readonly maxWorkerDeaths: number;
  readonly approvalMs: number;
  readonly logger: Logger | undefined;
  /** Aborts when the worker begins no further message. */
  readonly closing: AbortSignal;
}
