import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { settlesWithin } from "./settles-within.js";

const never = new Promise<void>(() => {});

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("a promise that resolves in time leaves no timer behind", async () => {
  await expect(settlesWithin(Promise.resolve(), 10)).resolves.toBe(true);
});

test("a promise that is late is no longer waited for", async () => {
  const waiting = settlesWithin(never, 10);
  vi.advanceTimersByTime(10);

  await expect(waiting).resolves.toBe(false);
});

test("0 sets no limit", () => {
  void settlesWithin(never, 0);

  expect(vi.getTimerCount()).toBe(0);
});
