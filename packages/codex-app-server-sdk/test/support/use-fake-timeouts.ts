import { onTestFinished, vi } from "vitest";

/**
 * Stops timers until the end of the test: time passes only when the test says so. The event loop
 * runs as usual.
 */
export function useFakeTimeouts(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
}
