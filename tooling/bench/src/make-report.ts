import { availableParallelism, cpus, loadavg } from "node:os";
import { pinnedVersion } from "openai-codex-cli-bin";
import peers from "../peers/package.json" with { type: "json" };
import { type BenchOptions, type BenchResult, judge, type Verdict } from "./bench-case.js";

/** The results of a run, with what one must know of the machine to compare it with another. */
export interface Report {
  /** When the run began, in UTC: `2026-11-26`. */
  date: string;
  /** How long it took. */
  seconds: number;
  machine: {
    node: string;
    platform: string;
    cpu: string;
    cores: number;
    /** How many processes wanted to run, over the last 1, 5 and 15 minutes. */
    load: number[];
  };
  /** The version of Codex that all contestants ran. */
  codex: string;
  /** The versions of the peers, by package. */
  peers: Readonly<Record<string, string>>;
  options: BenchOptions;
  cases: Record<string, (BenchResult & { verdict?: Verdict })[]>;
}

export interface Run {
  /** When it began. */
  date: Date;
  seconds: number;
  options: BenchOptions;
  results: Readonly<Record<string, readonly BenchResult[]>>;
}

export function makeReport({ date, seconds, options, results }: Run): Report {
  return {
    date: date.toISOString().slice(0, 10),
    seconds: Math.round(seconds),
    machine: {
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      cpu: cpus()[0]?.model ?? "unknown",
      cores: availableParallelism(),
      load: loadavg(),
    },
    codex: pinnedVersion,
    peers: peers.dependencies,
    options,
    cases: Object.fromEntries(
      Object.entries(results).map(([name, figures]) => [name, figures.map(withVerdict)]),
    ),
  };
}

function withVerdict(result: BenchResult): BenchResult & { verdict?: Verdict } {
  const verdict = judge(result);
  return verdict ? { ...result, verdict } : result;
}
