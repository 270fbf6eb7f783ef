import type { ProgressNotification } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { heartbeatMs, ProgressReporter } from "./progress-reporter.js";

function start(): { sent: ProgressNotification["params"][]; reporter: ProgressReporter } {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const sent: ProgressNotification["params"][] = [];
  const reporter = new ProgressReporter("token", (params) => void sent.push(params));
  return { sent, reporter };
}

describe("ProgressReporter", () => {
  test("sends what is reported, with a count that grows", () => {
    const { sent, reporter } = start();

    reporter.report("one");
    reporter.report("two");

    expect(sent).toEqual([
      { progressToken: "token", progress: 1, message: "one" },
      { progressToken: "token", progress: 2, message: "two" },
    ]);
  });

  test("is never silent for long", () => {
    const { sent, reporter } = start();

    vi.advanceTimersByTime(heartbeatMs - 1);
    reporter.report("one");
    vi.advanceTimersByTime(heartbeatMs - 1);
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(1 + heartbeatMs);

    expect(sent.map(({ progress }) => progress)).toEqual([1, 2, 3]);
    expect(sent[2]?.message).toBe("Still working, for 60 s");
  });

  test("says nothing once it is stopped", () => {
    const { sent, reporter } = start();

    reporter.stop();
    reporter.report("late");
    vi.advanceTimersByTime(10 * heartbeatMs);

    expect(sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
