import { Worker } from "./worker.js";
import type { WorkerOptions } from "./worker-options.js";

/**
 * Makes a worker, which begins to answer messages at once. Throws the SDK's `OptionsError` for
 * invalid options.
 *
 * @example
 * ```ts
 * const worker = createWorker({ engine, store, maxTurns: 8 });
 * process.once("SIGTERM", () => void worker.close());
 * ```
 */
export function createWorker(options: WorkerOptions): Worker {
  return Worker.of(options);
}
