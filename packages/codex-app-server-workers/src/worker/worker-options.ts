import type {
  CodexOptions,
  Logger,
  ThreadResumeOptions,
  ThreadStartOptions,
} from "codex-app-server-sdk";
import type { ThreadStore } from "codex-app-server-sdk/store";
import type { Engine } from "../engine/engine.js";

/** How a worker starts and resumes a thread. Handlers given here answer before anyone is asked. */
export type WorkerThreadOptions = Pick<
  ThreadStartOptions,
  Exclude<keyof ThreadStartOptions & keyof ThreadResumeOptions, "signal">
>;

/** Options of `createWorker()`. */
export interface WorkerOptions {
  /** Where the work comes from: the engine of the fleet. */
  engine: Engine;
  /** Where conversations are kept: one store for all workers of the engine. */
  store: ThreadStore;
  /**
   * Options of the worker's `Codex`, whose app-server must have a CODEX_HOME that no other worker
   * has. Handlers given here answer before anyone is asked.
   */
  codex?: Omit<CodexOptions, "threadStore"> | undefined;
  /** How to start and resume a thread; called with its id in the fleet. Default: no options. */
  thread?(threadId: string): WorkerThreadOptions;
  /** How many turns run at the same time; default 4. */
  maxTurns?: number | undefined;
  /**
   * After how many turns of a thread others get a go, though more of its messages wait; default 8.
   */
  turnsPerLease?: number | undefined;
  /**
   * How often a message may fail before it is given up; default 3. That a worker dies or closes,
   * or that the engine or the store can't be reached, is no failure.
   */
  maxFailures?: number | undefined;
  /**
   * How many workers may die with a message, or lose it, before it is given up; default 10. So one
   * that takes its worker down with it does not do so for ever.
   */
  maxWorkerDeaths?: number | undefined;
  /**
   * How long a question waits for an answer, in milliseconds, before it is declined and the turn
   * goes on; default 1 hour, 0 = for ever. The turn runs as long, and counts for `maxTurns`.
   */
  approvalMs?: number | undefined;
  /**
   * How long the engine may be out of reach or full, in milliseconds, until the worker stops;
   * default 5 minutes, 0 = for ever. What won't pass, such as a wrong password, stops it at once.
   */
  engineMs?: number | undefined;
  /**
   * How long running turns may go on when the worker is closed, or stops by itself, in
   * milliseconds; default 30 000, 0 = as long as they take.
   */
  drainMs?: number | undefined;
  /**
   * Where the worker tells of what goes wrong, and its `Codex`, too, unless that has one of its
   * own; with false nowhere. Default: that of `codex`, else nowhere.
   */
  logger?: Logger | false | undefined;
}
