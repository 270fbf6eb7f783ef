import type { TopLevelSpec } from "vega-lite";

/** A picture of the page. */
export interface Chart {
  /** Its file beside the others, without ending. */
  name: string;
  title: string;
  /** What it shows, for those who cannot see it. */
  description: string;
  spec: TopLevelSpec;
}

/** One colour per meaning, each readable on white for those who see no red or green. */
export const colors = {
  ours: "#0f62a8",
  other: "#8d99a6",
  goal: "#b3541e",
  guide: "#5c6670",
};

/**
 * What all charts have in common. The background is white, so that the text can be read on a dark
 * page too.
 */
export const look = {
  background: "white",
  padding: 12,
  config: {
    font: "system-ui, sans-serif",
    aria: false,
    view: { stroke: null },
    axis: {
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: "normal",
      labelLimit: 0,
      gridColor: "#e3e6e9",
      domain: false,
      ticks: false,
      labelPadding: 6,
    },
    header: { labelFontSize: 13, labelFontWeight: "bold", labelAnchor: "start", title: null },
    legend: { labelFontSize: 12, labelLimit: 0, title: null },
    title: { anchor: "start", fontSize: 15, subtitleFontSize: 12, subtitlePadding: 4, offset: 12 },
  },
} as const;
