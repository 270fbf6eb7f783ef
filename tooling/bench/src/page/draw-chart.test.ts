import { expect, test } from "vitest";
import { type Chart, look } from "./chart.js";
import { drawChart } from "./draw-chart.js";

const chart: Chart = {
  name: "made-up",
  title: "One & two",
  description: "1 < 2",
  spec: {
    ...look,
    data: { values: [{ x: 1 / 3 }, { x: 2 }] },
    mark: "point",
    encoding: { x: { field: "x", type: "quantitative", title: "share" } },
  },
};

test("a chart is SVG with a title and a description for those who cannot see it", async () => {
  const svg = await drawChart(chart);

  expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc">/);
  expect(svg).toContain('<title id="title">One &amp; two</title>');
  expect(svg).toContain('<desc id="desc">1 &lt; 2</desc>');
  expect(svg).toContain(">share</text>");
  expect(svg).toMatch(/<\/svg>\n$/);
});

test("a chart can be read on a dark page: it has a background", async () => {
  expect(await drawChart(chart)).toMatch(/<rect [^>]*fill="white"/);
});

test("a chart is always the same text, without digits that differ between machines", async () => {
  const svg = await drawChart(chart);

  expect(await drawChart(chart)).toBe(svg);
  expect(svg).not.toMatch(/\d\.\d{3}/);
});
