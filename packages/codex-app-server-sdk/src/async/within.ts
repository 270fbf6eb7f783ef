import { abortable } from "./abortable.js";
import { startTimer } from "./start-timer.js";

export interface WithinOptions<L> {
  /** Time limit in milliseconds; 0 = no limit. */
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
  /** Called after the time limit: what it returns is the result, what it throws is the reason. */
  late(): L;
}

/**
 * Settles as `promise` does, after `ms` as `late` does, or rejects with the signal's reason when
 * it aborts, whichever comes first. Leaves no timer and no listener behind.
 */
export function within<T, L>(
  promise: Promise<T>,
  { ms, signal, late }: WithinOptions<L>,
): Promise<T | L> {
  if (ms === 0) return abortable(promise, signal);
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<void>((resolve) => {
    timer = startTimer(resolve, ms);
  }).then(late);
  return abortable(Promise.race([promise, tooLate]), signal).finally(() => clearTimeout(timer));
}
