/** The longest delay of a timer in milliseconds. One that is set for longer fires at once. */
export const longestMs = 2 ** 31 - 1;

/**
 * Calls `run` after `ms`, or after the longest delay that there is. Every timer of this package is
 * made here. Taken off by `clearTimeout`; outside of Node it is a mere number.
 */
export function startTimer(run: () => void, ms: number): NodeJS.Timeout {
  return setTimeout(run, Math.min(ms, longestMs));
}
