import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Heartbeat } from "./heartbeat.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start(): { heartbeat: Heartbeat; said: string[] } {
  const said: string[] = [];
  const heartbeat = new Heartbeat({
    ms: 100,
    ask: () => said.push("asked"),
    silent: () => said.push("silent"),
  });
  heartbeat.start();
  return { heartbeat, said };
}

test("who answers is asked again and again", () => {
  const { heartbeat, said } = start();

  for (let beat = 0; beat < 3; beat += 1) {
    vi.advanceTimersByTime(100);
    heartbeat.heard();
  }

  expect(said).toEqual(["asked", "asked", "asked"]);
});

test("who says nothing after being asked is given up, once", () => {
  const { said } = start();

  vi.advanceTimersByTime(1_000);

  expect(said).toEqual(["asked", "silent"]);
});

test("nothing happens after it was stopped", () => {
  const { heartbeat, said } = start();

  heartbeat.stop();
  vi.advanceTimersByTime(1_000);

  expect(said).toEqual([]);
});
