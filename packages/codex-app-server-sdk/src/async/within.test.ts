import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { within } from "./within.js";

const never = new Promise<void>(() => {});

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("a promise that is in time leaves no timer behind", async () => {
  await expect(within(10, Promise.resolve())).resolves.toBe(true);
});

test("a promise that is late is no longer waited for", async () => {
  const waiting = within(10, never);
  vi.advanceTimersByTime(10);

  await expect(waiting).resolves.toBe(false);
});

test("0 sets no limit", () => {
  void within(0, never);

  expect(vi.getTimerCount()).toBe(0);
});
