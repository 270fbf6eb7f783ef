import { availableParallelism, cpus, loadavg } from "node:os";
import { type BenchOptions, type BenchResult, judge, type Verdict } from "./bench-case.js";

/** The results of a run, with what one must know of the machine to compare it with another. */
export interface Report {
  machine: {
    node: string;
    platform: string;
    cpu: string;
    cores: number;
    /** How many processes wanted to run, over the last 1, 5 and 15 minutes. */
    load: number[];
  };
  options: BenchOptions;
  cases: Record<string, (BenchResult & { verdict?: Verdict })[]>;
}

export function makeReport(
  options: BenchOptions,
  results: Readonly<Record<string, readonly BenchResult[]>>,
): Report {
  return {
    machine: {
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      cpu: cpus()[0]?.model ?? "unknown",
      cores: availableParallelism(),
      load: loadavg(),
    },
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
