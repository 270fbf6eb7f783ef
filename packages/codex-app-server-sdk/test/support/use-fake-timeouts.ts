import { onTestFinished, vi } from "vitest";

/** Until the test ends time passes only when it says so; the event loop goes on by itself. */
export function useFakeTimeouts(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
}
