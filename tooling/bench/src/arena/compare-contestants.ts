import type { BenchResult, Goal } from "../bench-case.js";
import { compareRounds, summarizeRounds, withControl } from "../compare-rounds.js";
import type { ContestantName } from "../contestants/contestants.js";
import type { ArenaResult } from "./arena.js";
import type { Played } from "./play-rounds.js";

/** How a contestant is called in a table. */
const titles: Readonly<Record<ContestantName, string>> = {
  raw: "bare client",
  control: "bare client again",
  sdk: "SDK",
  sdkEvents: "SDK, events()",
  sdkTextStream: "SDK, textStream()",
  codexSdk: "@openai/codex-sdk",
  cliProvider: "ai-sdk-provider-codex-cli",
  appServerProvider: "ai-sdk-provider-codex-app-server",
};

/** One figure of a round. */
export interface Measure {
  /** Stands before the names of the contestants. */
  title: string;
  unit: BenchResult["unit"];
  read(result: ArenaResult): number | undefined;
}

export interface ContestantRatio {
  of: ContestantName;
  to: ContestantName;
  goal?: Goal;
}

/** The ratios, the control, what each contestant took, and the rounds that failed. */
export function compareContestants(
  played: Played,
  measure: Measure,
  ratios: readonly ContestantRatio[],
): BenchResult[] {
  const compared = ratios.flatMap((ratio) => compareTwo(played, measure, ratio));
  const control = pairsOf(played, measure, { of: "control", to: "raw" });
  const name = `${measure.title}: bare client / itself`;
  const judged =
    control.values.length === 0
      ? compared
      : withControl({ name, first: control.against, second: control.values }, compared);
  return [...judged, ...summaries(played, measure)];
}

/** How many rounds each contestant failed, if it failed any. */
export function countFailures(played: Played): BenchResult[] {
  return [...played].flatMap(([name, results]) => {
    const value = results.filter((result) => result === undefined).length;
    return value === 0 ? [] : [{ name: `${titles[name]}: failed`, value, unit: "rounds" as const }];
  });
}

function compareTwo(played: Played, measure: Measure, ratio: ContestantRatio): BenchResult[] {
  const pairs = pairsOf(played, measure, ratio);
  if (pairs.values.length === 0) return [];
  const name = `${measure.title}: ${titles[ratio.of]} / ${titles[ratio.to]}`;
  return [compareRounds({ name, ...pairs, ...(ratio.goal && { goal: ratio.goal }) })];
}

/** What two contestants took in the rounds in which neither failed. */
function pairsOf(
  played: Played,
  { read }: Measure,
  { of, to }: ContestantRatio,
): { values: number[]; against: number[] } {
  const values: number[] = [];
  const against: number[] = [];
  for (const [round, result] of (played.get(of) ?? []).entries()) {
    const other = played.get(to)?.[round];
    const [value, reference] = [result && read(result), other && read(other)];
    if (value === undefined || reference === undefined) continue;
    values.push(value);
    against.push(reference);
  }
  return { values, against };
}

function summaries(played: Played, { title, unit, read }: Measure): BenchResult[] {
  return [...played].flatMap(([name, results]) => {
    if (name === "control") return [];
    const values = results.flatMap((result) => (result && read(result)) ?? []);
    if (values.length === 0) return [];
    return [summarizeRounds(`${title}: ${titles[name]}`, values, unit)];
  });
}
