import { expect, test } from "vitest";
import type { BenchResult } from "./bench-case.js";
import { formatDuration, formatResults } from "./format-results.js";

test("a table has each figure with its quartiles, its goal and whether it is met", () => {
  const results: BenchResult[] = [
    {
      name: "turn",
      value: 1.234,
      unit: "x",
      spread: { low: 1.1, high: 1.3 },
      goal: { atMost: 1.6 },
    },
    { name: "turn of the peer", value: 271.4, unit: "ms", spread: { low: 260, high: 290 } },
    { name: "memory", value: 0.5, unit: "x", goal: { atMost: 0.42 }, isTooNoisy: true },
    { name: "bytes", value: 0.5, unit: "KB", goal: { atLeast: 1 } },
  ];

  expect(formatResults(results).split("\n")).toEqual([
    "                     median    quartiles    goal",
    "  turn               1.23 x  1.10 – 1.30   ≤ 1.6  met",
    "  turn of the peer   271 ms    260 – 290",
    "  memory             0.50 x               ≤ 0.42  too noisy to conclude",
    "  bytes             0.50 KB                  ≥ 1  MISSED",
  ]);
});

test("a duration has minutes and seconds", () => {
  expect([0, 59.4, 59.6, 125].map(formatDuration)).toEqual([
    "0 s",
    "59 s",
    "1 min 0 s",
    "2 min 5 s",
  ]);
});
