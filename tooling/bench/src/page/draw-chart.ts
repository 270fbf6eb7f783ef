import { parse, View } from "vega";
import { compile } from "vega-lite";
import type { Chart } from "./chart.js";

/** Draws a chart as SVG. The same chart always gives the same text. */
export async function drawChart({ title, description, spec }: Chart): Promise<string> {
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  const svg = shrink(round(await view.toSVG()));
  view.finalize();
  const [head = "", ...rest] = svg.split(">");
  const labelled = `${head} role="img" aria-labelledby="title desc"`;
  const texts = `<title id="title">${escapeText(title)}</title><desc id="desc">${escapeText(description)}</desc>`;
  return `${[labelled, `${texts}${rest.shift()}`, ...rest].join(">")}\n`;
}

/** Further digits cannot be seen, and differ from machine to machine. */
function round(svg: string): string {
  return svg.replace(/-?\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));
}

/** Half of the text is there for interaction, or cannot be seen. */
function shrink(svg: string): string {
  return svg
    .replace(/<path [^>]*(display="none"|d="M0,0h0v0h0Z")[^>]*\/>/g, "")
    .replace(/ (class|role|pointer-events|aria-[a-z]+)="[^"]*"| opacity="1"/g, "");
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
