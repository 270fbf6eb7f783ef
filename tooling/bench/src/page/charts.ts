import type { Report } from "../make-report.js";
import { type BarChartOptions, barChart } from "./bar-chart.js";
import type { Chart } from "./chart.js";
import type { FigureLabel } from "./find-figure.js";
import { growthChart } from "./growth-chart.js";
import { type RatioChartOptions, ratioChart } from "./ratio-chart.js";

const overhead: RatioChartOptions = {
  name: "overhead",
  title: "The SDK beside a bare client",
  axis: "SDK / bare client (1 = the same)",
  figures: [
    figure("cold", "first token: SDK / bare client", "cold start to first token"),
    figure("turns", "turns 2…10: SDK / bare client", "turns 2…10"),
    figure("threads", "ten warm threads: SDK / bare client", "ten threads at once"),
    figure("many-threads", "50 warm threads: SDK / bare client", "50 threads at once"),
    figure("many-threads", "100 warm threads: SDK / bare client", "100 threads at once"),
    figure("round-trips", "tool call: SDK / bare client", "turn with a tool call"),
    figure("round-trips", "structured output: SDK / bare client", "turn with structured output"),
    figure("deltas", "clock: SDK / bare client", "live deltas"),
    figure("deltas", "client CPU: SDK / bare client", "live deltas: CPU of the client"),
    figure("big-message", "SDK / split + parse", "message of 64 MB"),
    figure("null-server", "small turn", "turn on a server that answers at once"),
    figure("null-server", "small turn, CPU", "the same: CPU of the client"),
  ],
};

const peers: BarChartOptions = {
  name: "peers",
  title: "The SDK beside other clients of Codex",
  subtitle: "less is better · line: middle half of the rounds",
  panels: [
    contestantsIn("turns", "turns 2…10", "Turns 2…10 of a thread"),
    contestantsIn("threads", "ten warm threads", "A turn on each of ten warm threads at once"),
    contestantsIn("cold", "first token", "Cold start to first token"),
    contestantsIn("threads", "memory of the servers", "Memory of the servers of ten threads"),
  ],
};

const streams: BarChartOptions = {
  name: "streams",
  title: "Reading much at once",
  subtitle: "less is better · line: middle half of the rounds",
  panels: [
    {
      title: "A message in very many pieces: CPU of the client",
      bars: [
        figure("deltas", "client CPU: bare client", "bare client"),
        figure("deltas", "client CPU: SDK", "SDK, stream()"),
        figure("deltas", "client CPU: SDK, events()", "SDK, events()"),
        figure("deltas", "client CPU: SDK, textStream()", "SDK, textStream()"),
        ...["ai-sdk-provider-codex-cli", "ai-sdk-provider-codex-app-server"].map((name) =>
          figure("deltas", `client CPU: ${name}`, name),
        ),
      ],
    },
    {
      title: "Recorded notifications of all kinds",
      bars: [
        figure("replay", "split + parse", "split + JSON.parse"),
        figure("replay", "SDK, validated", "SDK, validated"),
        figure("replay", "SDK, unchecked", "SDK, unchecked"),
      ],
    },
  ],
};

const connecting: BarChartOptions = {
  name: "connect",
  title: "A server that runs already, or one of its own",
  isAllOurs: true,
  subtitle: "less is better · line: middle half of the rounds",
  panels: [
    waysTo("until connected", "Until connected"),
    waysTo("until the first token", "Until the first token"),
  ],
};

const bytes: BarChartOptions = {
  name: "bytes",
  title: "Bytes",
  isAllOurs: true,
  subtitle: "bar: size · line across: limit, which the checks enforce",
  panels: [
    {
      title: "What a program loads, minified",
      bars: [
        figure("sizes", "root entry, minified", "import"),
        figure("sizes", "started client, minified", "first use"),
        figure("sizes", "protocol + zod, minified", "protocol and zod"),
      ],
    },
    {
      title: "The package, without Codex",
      bars: [
        figure("sizes", "package, as downloaded", "download"),
        figure("sizes", "package, as installed", "installed"),
      ],
    },
  ],
};

/** The charts of the page, without those of which nothing was measured. */
export function makeCharts(report: Report): Chart[] {
  const charts = [
    ratioChart(report, overhead),
    barChart(report, peers),
    barChart(report, streams),
    growthChart(report),
    barChart(report, connecting),
    barChart(report, bytes),
  ];
  return charts.filter((chart) => chart !== undefined);
}

/** Every figure that a chart shows. */
export const chartedFigures: readonly FigureLabel[] = [
  ...overhead.figures,
  ...[peers, streams, connecting, bytes].flatMap(({ panels }) =>
    panels.flatMap(({ bars }) => bars),
  ),
];

function figure(name: string, title: string, label: string): FigureLabel {
  return { case: name, figure: title, label };
}

function contestantsIn(name: string, measure: string, title: string): BarChartOptions["panels"][0] {
  const names = [
    "bare client",
    "SDK",
    "@openai/codex-sdk",
    "ai-sdk-provider-codex-cli",
    "ai-sdk-provider-codex-app-server",
  ];
  return { title, bars: names.map((label) => figure(name, `${measure}: ${label}`, label)) };
}

function waysTo(measure: string, title: string): BarChartOptions["panels"][0] {
  const ways = {
    "own server": "a server of its own",
    "Unix socket": "over a Unix socket",
    WebSocket: "over a WebSocket",
  };
  const bars = Object.entries(ways).map(([way, label]) =>
    figure("connect", `${measure}: ${way}`, label),
  );
  return { title, bars };
}
