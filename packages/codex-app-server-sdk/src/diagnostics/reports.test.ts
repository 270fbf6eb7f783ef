import { beforeEach, expect, test } from "vitest";
import { Reports } from "./reports.js";

let warnings: string[];
let reports: Reports;

beforeEach(() => {
  warnings = [];
  reports = new Reports({ warn: (text) => void warnings.push(text) });
});

test("each thing is reported once, whatever the numbers in it", () => {
  for (let index = 0; index < 5_000; index += 1) {
    reports.warn("a/b", `data[${index}].id is wrong`);
    reports.warn("a/c", `data[${index}].id is wrong`);
  }

  expect(warnings).toEqual(Array(2).fill("data[0].id is wrong (reported once)"));
});

test("a kind may be given, whatever the text says", () => {
  reports.warn("a/b", "both", "kind");
  reports.warn("a/b", "either", "kind");

  expect(warnings).toEqual(["both (reported once)"]);
});

test("of one subject only so much is reported", () => {
  for (const letter of "abcdefghijklmnop") reports.warn("a/b", letter);

  expect(warnings).toHaveLength(10);
});

test("of so many subjects as no protocol has no more is reported", () => {
  for (let index = 0; index < 5_000; index += 1) reports.warn(`method/${index}`, "wrong");

  expect(warnings).toHaveLength(1_000);
});

test("a text of any length is known by its beginning", () => {
  for (let index = 0; index < 100; index += 1) {
    reports.warn("a/b", "x".repeat(1_000_000) + "y".repeat(index));
  }

  expect(warnings).toHaveLength(1);
});
