import { expect, test } from "vitest";
import { judge } from "./bench-case.js";
import { compareRounds, withControl } from "./compare-rounds.js";

const against = [10, 20, 40, 10, 20];
const figure = compareRounds({
  name: "turn",
  values: against.map((time) => time * 1.5),
  against,
  goal: { atMost: 1.6 },
});

test("a figure is the median of the ratios within each round", () => {
  expect(figure).toEqual({
    name: "turn",
    value: 1.5,
    unit: "x",
    spread: { low: 1.5, high: 1.5 },
    goal: { atMost: 1.6 },
  });
});

test.each([
  [{ atMost: 1.5 }, "met"],
  [{ atMost: 1.4 }, "MISSED"],
  [{ atLeast: 1.5 }, "met"],
  [{ atLeast: 1.6 }, "MISSED"],
])("the goal %j is %s", (goal, verdict) => {
  expect(judge({ ...figure, goal })).toBe(verdict);
});

test("without a goal nothing is judged", () => {
  expect(judge({ name: "time", value: 1, unit: "ms" })).toBeUndefined();
});

test("a control that agrees with itself leaves the verdicts, and is shown last", () => {
  const second = against.map((time) => time * 1.01);
  const results = withControl({ name: "control", first: against, second }, [figure]);

  expect(results.map(judge)).toEqual(["met", undefined]);
  expect(results.map(({ name }) => name)).toEqual(["turn", "control"]);
});

test("a control that differs from itself takes the verdicts away", () => {
  const second = [10, 60, 20, 30, 20];
  const results = withControl({ name: "control", first: against, second }, [figure]);

  expect(results.map(judge)).toEqual(["too noisy to conclude", undefined]);
});
