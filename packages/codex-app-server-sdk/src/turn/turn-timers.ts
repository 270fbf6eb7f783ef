import { TurnTimeoutError } from "./turn-errors.js";

/**
 * Time limits of a turn. A turn that exceeds one is interrupted and rejects with
 * `TurnTimeoutError`.
 */
export interface TurnTimeouts {
  /**
   * Longest time without any notification about the turn, in milliseconds; default 600 000, 0 = no
   * limit. Does not count while a handler is asked, or while a command or tool runs.
   */
  idleMs?: number | undefined;
  /** Longest time from the start of the turn to its end, in milliseconds; default 0 = no limit. */
  totalMs?: number | undefined;
}

export interface TurnTimers {
  /** Tells that something about the turn was heard. */
  touch(): void;
  stop(): void;
}

const defaultIdleMs = 600_000;

/** Watches the time limits of a turn. `isWorking` tells whether silence is normal at the moment. */
export function startTurnTimers(
  { idleMs = defaultIdleMs, totalMs = 0 }: TurnTimeouts,
  isWorking: () => boolean,
  expired: (error: TurnTimeoutError) => void,
): TurnTimers {
  let lastHeard = performance.now();
  let idleTimer: NodeJS.Timeout | undefined;

  // One timer that checks again, instead of one that is reset for each of 20,000 deltas.
  const watchIdle = (waitMs: number): void => {
    idleTimer = setTimeout(() => {
      if (isWorking()) lastHeard = performance.now();
      const leftMs = idleMs - (performance.now() - lastHeard);
      if (leftMs <= 0) {
        expired(new TurnTimeoutError("idle", idleMs));
      } else {
        watchIdle(leftMs);
      }
    }, waitMs);
  };
  if (idleMs > 0) watchIdle(idleMs);
  const totalTimer =
    totalMs > 0
      ? setTimeout(() => expired(new TurnTimeoutError("total", totalMs)), totalMs)
      : undefined;

  return {
    touch(): void {
      lastHeard = performance.now();
    },
    stop(): void {
      clearTimeout(idleTimer);
      clearTimeout(totalTimer);
    },
  };
}
