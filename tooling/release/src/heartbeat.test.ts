import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Heartbeat } from "./heartbeat.js";
import { silentReporter } from "./reporter.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("says how long a silent step has been going on, until it ends", () => {
  const steps: string[] = [];
  const reporter = { ...silentReporter, step: (message: string) => void steps.push(message) };
  {
    using _ = new Heartbeat("Uploading a", reporter);
    vi.advanceTimersByTime(44_000);
  }
  vi.advanceTimersByTime(60_000);
  expect(steps).toEqual([
    "Uploading a: still going after 15 s",
    "Uploading a: still going after 30 s",
  ]);
});
