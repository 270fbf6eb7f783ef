import { expect, test, vi } from "vitest";
import { useFakeTimeouts } from "../../test/support/use-fake-timeouts.js";
import { longestMs, startTimer } from "./start-timer.js";

test.each([longestMs, longestMs + 1, longestMs * 3 + 10_000, Number.POSITIVE_INFINITY])(
  "a timer of %d ms fires as late as a timer can, and not at once",
  (ms) => {
    useFakeTimeouts();
    const run = vi.fn();
    startTimer(run, ms);

    vi.advanceTimersByTime(longestMs - 1);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledOnce();
  },
);
