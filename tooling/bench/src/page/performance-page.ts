import { type BenchCase, type BenchResult, judge } from "../bench-case.js";
import { describeGoal, formatDuration, formatValue } from "../format-results.js";
import type { Report } from "../make-report.js";
import type { Chart } from "./chart.js";

export interface PageParts {
  report: Report;
  charts: readonly Chart[];
  /** Every case, for what it compares and why a goal is missed. */
  cases: readonly Pick<BenchCase, "name" | "description" | "reasons">[];
}

/** The page about performance, as Markdown. */
export function performancePage({ report, charts, cases }: PageParts): string {
  const measured = cases.filter(({ name }) => report.cases[name] !== undefined);
  return [
    "# Performance",
    "<!-- Written by `npm run bench-page` from tooling/bench/results.json. -->",
    introduction,
    ...charts.map(showChart),
    "## How it was measured",
    describeRun(report),
    describeContestants(report),
    verdicts,
    repeating,
    "## All figures",
    ...measured.map((benchCase) => describeCase(benchCase, report.cases[benchCase.name] ?? [])),
  ]
    .join("\n\n")
    .concat("\n");
}

const introduction =
  "What the SDK costs: beside a bare client, which is the least that a client can be, and beside the other clients of Codex. The model is a stand-in that answers at once, so that nothing hides what clients add; with a real model the differences are the same number of milliseconds, and a smaller part of the whole. Almost every figure is a ratio of two things that were measured in turns in the same run, because absolute times vary with the machine.";

const verdicts = `**Verdicts.** A figure is the median of the rounds, and the quartiles enclose the middle half of them. A ratio is the median of the ratios within each round, so that what slows a whole round down cancels out. A goal is *met* or *missed* by the median. A control compares a contestant with itself: when the quartiles of that are more than a fifth of the median apart, the machine decides, and the verdict is *too noisy to conclude*. Figures without a goal explain the others.`;

const repeating = `**To repeat it**, in a clone of the repository, on a machine that does nothing else:

\`\`\`sh
npm run bench                                      # everything
npm run bench -- --quick                           # fewer rounds, less work
npm run bench -- turns threads                     # two cases
npm run bench -- --json tooling/bench/results.json # keeps the figures …
npm run bench-page                                 # … from which this page is written
\`\`\``;

function showChart({ name, title, description }: Chart): string {
  return `![${title}. ${description.replaceAll(/[[\]]/g, "")}](performance/${name}.svg)`;
}

function describeRun({ date, seconds, machine, codex, options }: Report): string {
  const { cores, cpu, platform, node } = machine;
  const work = options.isQuick ? "with less work in each (`--quick`)" : "with all of their work";
  return `On ${date}, on ${cores} cores (${cpu}, ${platform}), Node ${node.slice(1)}, Codex ${codex}: ${options.rounds} rounds ${work}, in ${formatDuration(seconds)}. All contestants run the same Codex with the same stand-in model, each in a process, a \`HOME\` and a \`CODEX_HOME\` of its own; they have their turns in every round, and each round begins with another one.`;
}

function describeContestants({ codex, peers }: Report): string {
  const version = (name: string): string => peers[name] ?? "";
  return table(
    ["contestant", "version", "is"],
    [
      ["bare client", "", "splits lines, parses them and looks up ids, and nothing else"],
      ["SDK", "", `this package as it would be published, with Codex ${codex}`],
      [
        "`@openai/codex-sdk`",
        version("@openai/codex-sdk"),
        "the official SDK: a process for each turn, and its text in one piece",
      ],
      [
        "`ai-sdk-provider-codex-cli`",
        version("ai-sdk-provider-codex-cli"),
        `one server, on Node ${version("node")}, which it needs`,
      ],
      [
        "`ai-sdk-provider-codex-app-server`",
        version("ai-sdk-provider-codex-app-server"),
        "a server for each thread",
      ],
    ],
  );
}

function describeCase(
  { name, description, reasons = {} }: PageParts["cases"][0],
  results: readonly BenchResult[],
): string {
  const missed = missedGoals(results).flatMap((figure) => {
    const reason = reasons[figure];
    return reason ? [`- **${figure}**: ${reason}`] : [];
  });
  const figures = table(["figure", "median", "quartiles", "goal", "verdict"], results.map(toRow));
  return [`### ${name}`, sentence(description), figures, missed.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The names of the figures that miss their goals. */
export function missedGoals(results: readonly BenchResult[]): string[] {
  return results.filter((result) => judge(result) === "MISSED").map(({ name }) => name);
}

const shownVerdicts = {
  met: "met",
  MISSED: "**missed**",
  "too noisy to conclude": "too noisy to conclude",
};

function toRow(result: BenchResult): string[] {
  const { name, value, unit, spread, goal } = result;
  const verdict = judge(result);
  return [
    name,
    `${formatValue(value)} ${unit === "^" ? "" : unit}`.trimEnd(),
    spread ? `${formatValue(spread.low)} – ${formatValue(spread.high)}` : "",
    goal ? describeGoal(goal) : "",
    verdict ? shownVerdicts[verdict] : "",
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
