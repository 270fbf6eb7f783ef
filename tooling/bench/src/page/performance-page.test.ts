import { describe, expect, test } from "vitest";
import type { BenchCase, BenchResult } from "../bench-case.js";
import { madeUpReport } from "./made-up-report.js";
import { pageFiles, unexplained } from "./page-files.js";
import { performancePage } from "./performance-page.js";

const met: BenchResult = {
  name: "first",
  value: 1.234,
  unit: "x",
  spread: { low: 1.1, high: 1.3 },
  goal: { atMost: 1.3 },
};
const missed: BenchResult = { name: "second", value: 120, unit: "ms", goal: { atMost: 100 } };
const noisy: BenchResult = { ...missed, name: "third", isTooNoisy: true };
const reasons = { first: "It was slow.", second: "It is far.", third: "It is loud." };

function made(description: string, why: BenchCase["reasons"] = reasons): BenchCase {
  return { name: "walk", description, reasons: why, run: async () => [] };
}

describe("the page", () => {
  const report = madeUpReport({ walk: [met, missed, noisy] });
  const page = performancePage({ report, charts: [], cases: [made("there and back")] });

  test("has each figure with its quartiles, its goal and its verdict", () => {
    expect(page).toContain("### walk\n\nThere and back.\n\n| figure |");
    expect(page).toContain("| first | 1.23 x | 1.10 – 1.30 | ≤ 1.3 | met |");
    expect(page).toContain("| second | 120 ms |  | ≤ 100 | **missed** |");
    expect(page).toContain("| third | 120 ms |  | ≤ 100 | too noisy to conclude |");
  });

  test("says why a goal is missed, and nothing of the others", () => {
    expect(page).toContain("- **second**: It is far.");
    expect(page).not.toContain("It was slow.");
    expect(page).not.toContain("It is loud.");
  });

  test("says when and on what it was measured, and beside which versions", () => {
    expect(page).toContain("On 2026-01-02, on 2 cores (CPU, linux-x64), Node 20.1.0, Codex 1.2.3");
    expect(page).toContain("9 rounds with all of their work, in 1 min 1 s");
    expect(page).toContain("| `@openai/codex-sdk` | 4.5.6 |");
  });

  test("has no case that was not run", () => {
    const other = { ...made("nothing"), name: "swim" };

    expect(performancePage({ report, charts: [], cases: [other] })).not.toContain("swim");
  });
});

test("the page shows its charts, with their words", async () => {
  const result = { ...met, name: "turns 2…10: SDK / bare client" };

  const files = await pageFiles(madeUpReport({ turns: [result] }), []);

  expect([...files.keys()]).toEqual(["performance.md", "performance/overhead.svg"]);
  expect(files.get("performance.md")).toMatch(
    /!\[The SDK beside a bare client\. .* 1\.23\.\]\(performance\/overhead\.svg\)/,
  );
});

test("a missed goal has to be explained in its case", () => {
  const report = madeUpReport({ walk: [met, missed, noisy] });

  expect(unexplained(report, [made("there and back")])).toEqual([]);
  expect(unexplained(report, [made("there and back", {})])).toEqual(["walk: second"]);
  const quick = { ...report, options: { rounds: 3, isQuick: true } };
  expect(unexplained(quick, [made("there and back", {})])).toEqual([]);
});
