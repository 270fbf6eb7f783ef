import { describe, expect, test } from "vitest";
import results from "../../results.json" with { type: "json" };
import type { BenchResult } from "../bench-case.js";
import type { Report } from "../make-report.js";
import { chartedFigures, makeCharts } from "./charts.js";
import { findFigure } from "./find-figure.js";
import { madeUpReport } from "./made-up-report.js";

const turns: BenchResult = {
  name: "turns 2…10: SDK / bare client",
  value: 1.014,
  unit: "x",
  spread: { low: 0.98, high: 1.05 },
  goal: { atMost: 1.02 },
};

/** Everything that the chart of that name draws, as text. */
function drawn(name: string, cases: Record<string, BenchResult[]>): string {
  return JSON.stringify(makeCharts(madeUpReport(cases)).find((chart) => chart.name === name));
}

describe("the charts", () => {
  test("have the figures with their quartiles and their goals", () => {
    const row = { label: "turns 2…10", value: 1.014, low: 0.98, high: 1.05, goal: 1.02 };

    expect(drawn("overhead", { turns: [turns] })).toContain(JSON.stringify([row]));
  });

  test("say which figures are too noisy to conclude", () => {
    const text = drawn("overhead", { turns: [{ ...turns, isTooNoisy: true }] });

    expect(text).toContain('"turns 2…10 (noisy)"');
  });

  test("say in words what they show", () => {
    const [chart] = makeCharts(madeUpReport({ turns: [turns] }));

    expect(chart?.description).toContain("turns 2…10 1.01.");
  });

  test("have bars with their units and limits", () => {
    const size: BenchResult = {
      name: "package, as downloaded",
      value: 900,
      unit: "KB",
      goal: { atMost: 995 },
    };

    const text = drawn("bytes", { sizes: [size] });

    expect(text).toContain('"shown":"900 KB"');
    expect(text).toContain('"limit":995');
    expect(text).not.toContain("What a program loads"); // None of that was measured.
  });

  test("show growth relative to the smallest work, without that of the bare client", () => {
    const points = [
      { size: 20, cost: 3 },
      { size: 200, cost: 30 },
    ];
    const growth: BenchResult = { name: "items", value: 1, unit: "^", points };
    const bare: BenchResult = { ...growth, name: "items: split + parse" };

    const text = drawn("growth", { growth: [growth, bare] });

    expect(text).toContain('{"label":"1.00  items","work":10,"cost":10}');
    expect(text).not.toContain("split + parse");
  });

  test("are left out when nothing of them was measured", () => {
    expect(makeCharts(madeUpReport({}))).toEqual([]);
    expect(makeCharts(madeUpReport({ turns: [turns] })).map(({ name }) => name)).toEqual([
      "overhead",
    ]);
  });
});

test("every figure of a chart is among the results of its case", () => {
  const report = results as Report;
  const lost = chartedFigures.filter(
    (figure) => report.cases[figure.case] && !findFigure(report, figure),
  );

  expect(lost).toEqual([]);
  expect(chartedFigures.length).toBeGreaterThan(30);
});
