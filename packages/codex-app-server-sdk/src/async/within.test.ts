import { getEventListeners } from "node:events";
import { expect, test, vi } from "vitest";
import { useFakeTimeouts } from "../../test/support/use-fake-timeouts.js";
import { within } from "./within.js";

const never = new Promise<void>(() => {});
const late = (): string => "late";

test("what is there in time is the result, and leaves no timer and no listener behind", async () => {
  useFakeTimeouts();
  const { signal } = new AbortController();

  await expect(within(Promise.resolve("here"), { ms: 10, signal, late })).resolves.toBe("here");
  const failed = within(Promise.reject(new Error("no")), { ms: 10, signal, late });
  await expect(failed).rejects.toThrow("no");

  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("after the time limit it settles as `late` does", async () => {
  useFakeTimeouts();
  const given = within(never, { ms: 10, late });
  const thrown = within(never, {
    ms: 10,
    late: () => {
      throw new Error("too late");
    },
  });
  thrown.catch(() => {});

  vi.advanceTimersByTime(10);

  await expect(given).resolves.toBe("late");
  await expect(thrown).rejects.toThrow("too late");
});

test("a signal ends the wait with its reason, and its timer", async () => {
  useFakeTimeouts();
  const abort = new AbortController();
  const waiting = within(never, { ms: 10, signal: abort.signal, late });

  abort.abort(new Error("enough"));

  await expect(waiting).rejects.toThrow("enough");
  expect(vi.getTimerCount()).toBe(0);
});

test("0 sets no limit", () => {
  useFakeTimeouts();
  void within(never, { ms: 0, late });

  expect(vi.getTimerCount()).toBe(0);
});
