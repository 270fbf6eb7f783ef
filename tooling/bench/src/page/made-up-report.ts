import type { BenchResult } from "../bench-case.js";
import type { Report } from "../make-report.js";

/** A report with these results, of a machine that does not exist. */
export function madeUpReport(cases: Readonly<Record<string, BenchResult[]>>): Report {
  return {
    date: "2026-01-02",
    seconds: 61,
    machine: { node: "v20.1.0", platform: "linux-x64", cpu: "CPU", cores: 2, load: [0, 0, 0] },
    codex: "1.2.3",
    peers: { "@openai/codex-sdk": "4.5.6" },
    options: { rounds: 9, isQuick: false },
    cases,
  };
}
