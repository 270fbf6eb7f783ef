import { expect, test } from "vitest";
import { sumTotals, type Totals, totalsLines, totalsOfReport } from "./totals.mjs";

const passing = { status: "passed", fullName: "adds" };
const failing = { status: "failed", fullName: "subtracts" };

interface TestReport {
  status: string;
  fullName: string;
}

interface FileReport {
  name: string;
  status: string;
  assertionResults: TestReport[];
}

function fileReport(status: string, ...assertionResults: TestReport[]): FileReport {
  return { name: "/repo/math/src/sum.test.ts", status, assertionResults };
}

function totalsOf(run: "succeeded" | "failed", ...testResults: FileReport[]): Totals {
  const json = JSON.stringify({ success: run === "succeeded", testResults });
  return totalsOfReport({ name: "math", folder: "/repo/math", json });
}

test("counts the passed and names the failed tests", () => {
  expect(totalsOf("failed", fileReport("failed", passing, passing, failing))).toEqual({
    passed: 2,
    failed: ["math: src/sum.test.ts: subtracts"],
    skipped: [],
  });
});

test.each(["skipped", "pending", "todo", "disabled"])(
  "never counts a %s test as passed",
  (status) => {
    const totals = totalsOf(
      "succeeded",
      fileReport("passed", passing, { status, fullName: "divides" }),
    );
    expect(totals).toEqual({ passed: 1, failed: [], skipped: ["math: src/sum.test.ts: divides"] });
  },
);

test("counts a file that does not load as one failure", () => {
  expect(totalsOf("failed", fileReport("failed")).failed).toEqual([
    "math: src/sum.test.ts: did not load, or a hook failed",
  ]);
});

test("counts a failed hook though every test before it passed", () => {
  expect(totalsOf("failed", fileReport("failed", passing))).toMatchObject({
    passed: 1,
    failed: [expect.stringContaining("a hook failed")],
  });
});

test("counts a run that fails outside of its tests as one failure", () => {
  expect(totalsOf("failed").failed).toEqual(["math: the run failed outside of its tests"]);
});

test.each([undefined, "", '{"success":true,"testRes', "null", "{}"])(
  "counts the report %j as one failure",
  (json) => {
    const totals = totalsOfReport({ name: "math", folder: "/repo/math", json });
    expect(totals).toMatchObject({ passed: 0, failed: [expect.stringContaining("no report")] });
  },
);

test("ends with the count and nothing else", () => {
  const totals = sumTotals([
    { passed: 2, failed: ["a: x"], skipped: ["a: y"] },
    { passed: 3, failed: [], skipped: [] },
  ]);
  expect(totalsLines(totals)).toEqual([
    "1 skipped:",
    "  a: y",
    "1 failed:",
    "  a: x",
    "5 passed, 1 failed",
  ]);
  expect(totalsLines(sumTotals([]))).toEqual(["0 passed, 0 failed"]);
});
