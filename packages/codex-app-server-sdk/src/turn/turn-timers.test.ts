import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { useFakeTimeouts } from "../../test/support/use-fake-timeouts.js";
import type { TurnTimeouts } from "../options/turn-options.js";
import type { TurnTimeoutError } from "./turn-errors.js";
import { TurnTimers } from "./turn-timers.js";

beforeEach(useFakeTimeouts);

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
});

function start(
  timeouts: TurnTimeouts,
  isWorking = () => false,
): { timers: TurnTimers; expired: TurnTimeoutError[] } {
  const expired: TurnTimeoutError[] = [];
  const timers = new TurnTimers({
    timeouts,
    isWorking,
    expired: (error) => void expired.push(error),
  });
  return { timers, expired };
}

describe("the idle time-out", () => {
  test("ends a turn of which nothing is heard", () => {
    const { expired } = start({ idleMs: 1_000 });

    vi.advanceTimersByTime(999);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);

    expect(expired).toMatchObject([{ kind: "idle", timeoutMs: 1_000, code: "TURN_TIMEOUT" }]);
  });

  test("starts anew with every read in which something is heard", async () => {
    const { timers, expired } = start({ idleMs: 1_000 });

    for (let i = 0; i < 10; i += 1) {
      vi.advanceTimersByTime(900);
      timers.touch();
      timers.touch();
      await Promise.resolve(); // The read is over.
    }
    vi.advanceTimersByTime(999);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);

    expect(expired).toHaveLength(1);
  });

  test("does not count time in which silence is normal", () => {
    let working = true;
    const { expired } = start({ idleMs: 1_000 }, () => working);
    vi.advanceTimersByTime(10_500);
    expect(expired).toEqual([]);

    working = false;
    vi.advanceTimersByTime(1_000);

    expect(expired).toHaveLength(1);
  });

  test("starts anew when what was at work has ended, however long before the last look", () => {
    let working = true;
    const { timers, expired } = start({ idleMs: 1_000 }, () => working);
    vi.advanceTimersByTime(1_500);

    working = false;
    timers.touch();
    vi.advanceTimersByTime(999);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);

    expect(expired).toHaveLength(1);
  });

  test("is ten minutes unless said otherwise, and 0 is none", () => {
    const { expired } = start({});
    const none = start({ idleMs: 0 });
    vi.advanceTimersByTime(599_999);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);

    expect(expired).toHaveLength(1);
    expect(none.expired).toEqual([]);
  });
});

describe("the total time-out", () => {
  test("ends a turn even if a lot is heard of it", () => {
    const { timers, expired } = start({ totalMs: 1_000, idleMs: 0 }, () => true);

    for (let i = 0; i < 10; i += 1) {
      timers.touch();
      vi.advanceTimersByTime(100);
    }

    expect(expired).toMatchObject([{ kind: "total", timeoutMs: 1_000 }]);
  });
});

describe("the retry time-out", () => {
  test("runs from the first vain attempt, with the last reason as cause", () => {
    const { timers, expired } = start({ retryMs: 1_000, idleMs: 0 });

    timers.retrying("waiting for network");
    vi.advanceTimersByTime(600);
    timers.retrying("still waiting");
    timers.touch();
    vi.advanceTimersByTime(399);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);

    expect(expired).toMatchObject([{ kind: "retry", timeoutMs: 1_000, cause: "still waiting" }]);
  });

  test("ends with the next progress", () => {
    const { timers, expired } = start({ retryMs: 1_000, idleMs: 0 });

    timers.retrying("no route");
    timers.progressed();
    vi.advanceTimersByTime(10_000);

    expect(expired).toEqual([]);
  });

  test("is five minutes unless said otherwise, and 0 is none", () => {
    const { timers, expired } = start({ idleMs: 0 });
    const none = start({ idleMs: 0, retryMs: 0 });
    timers.retrying("x");
    none.timers.retrying("x");
    vi.advanceTimersByTime(299_999);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);

    expect(expired).toMatchObject([{ timeoutMs: 300_000 }]);
    expect(none.expired).toEqual([]);
  });
});

describe("the cause of a time-out", () => {
  test("is what the server has last said to go wrong", () => {
    const { timers, expired } = start({ idleMs: 1_000 });

    timers.failed("out of credits");
    vi.advanceTimersByTime(1_000);

    expect(expired).toMatchObject([{ kind: "idle", cause: "out of credits" }]);
  });

  test("is nothing that the turn has got over", () => {
    const { timers, expired } = start({ idleMs: 1_000 });

    timers.retrying("no route");
    timers.progressed();
    vi.advanceTimersByTime(1_000);

    expect(expired).toMatchObject([{ kind: "idle" }]);
    expect(expired[0]?.cause).toBeUndefined();
  });
});

test("stopped timers are gone", () => {
  start({ idleMs: 1_000, totalMs: 1_000 }).timers.stop();

  expect(vi.getTimerCount()).toBe(0);
});
