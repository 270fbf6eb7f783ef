import type { Logger } from "codex-app-server-sdk";
import type { Engine } from "../engine/engine.js";
import { EngineError } from "../errors/index.js";
import { pause, pauseAfter } from "./patience.js";

/** Who waits, and for how long. */
export interface EngineWait {
  readonly engine: Engine;
  /** How long the engine may be gone, in milliseconds; 0 = for ever. */
  readonly patienceMs: number;
  readonly logger: Logger | undefined;
  /** Ends the wait. */
  readonly signal: AbortSignal;
}

/**
 * Resolves when the engine can do its work, or the signal has aborted. Rejects with what it failed
 * with when that won't pass, or has not for too long.
 */
export async function awaitEngine({
  engine,
  patienceMs,
  logger,
  signal,
}: EngineWait): Promise<void> {
  const since = performance.now();
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      await engine.check();
      if (failures > 1) logger?.info("The engine can be used again.");
      return;
    } catch (error) {
      const isOver = patienceMs > 0 && performance.now() - since >= patienceMs;
      if (isOver || !passes(error)) throw error;
      logger?.warn(`${String(error)} The worker goes on trying.`);
      await pause(pauseAfter(failures), signal);
    }
  }
}

/** Whether what the engine gave no work for may be over when it is tried again. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof EngineError)) return false;
  return passes(error) || error.problem === "other";
}

function passes(error: unknown): boolean {
  if (!(error instanceof EngineError)) return false;
  return error.problem === "unreachable" || error.problem === "full";
}
