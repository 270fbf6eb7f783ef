import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Argument, Command, InvalidArgumentError } from "commander";
import type { BenchResult } from "./bench-case.js";
import { allCases } from "./cases/all-cases.js";
import { formatDuration, formatResults } from "./format-results.js";
import { makeReport } from "./make-report.js";

interface Options {
  rounds?: number;
  quick: boolean;
  json?: string;
}

const usualRounds = 9;
const quickRounds = 3;

async function bench(names: string[], { rounds, quick, json }: Options): Promise<void> {
  const options = { rounds: rounds ?? (quick ? quickRounds : usualRounds), isQuick: quick };
  const chosen = allCases.filter(({ name, isLong = false }) =>
    names.length === 0 ? !(quick && isLong) : names.includes(name),
  );
  const date = new Date();
  const results: Record<string, BenchResult[]> = {};
  for (const benchCase of chosen) {
    console.log(`${benchCase.name}: ${benchCase.description}`);
    const start = performance.now();
    const found = await benchCase.run(options);
    results[benchCase.name] = found;
    console.log(`${formatResults(found)}\n  took ${secondsSince(start).toFixed(1)} s\n`);
  }
  const seconds = (Date.now() - date.getTime()) / 1000;
  console.log(`All of it took ${formatDuration(seconds)}.`);
  if (json === undefined) return;
  // Relative to the folder in which the command was given, not the one in which it runs.
  const file = resolve(process.env.INIT_CWD ?? "", json);
  const report = makeReport({ date, seconds, options, results });
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}

function parseRounds(text: string): number {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new InvalidArgumentError("Expected a whole number above 0.");
  }
  return rounds;
}

const names = allCases.map(({ name }) => name);
await new Command("bench")
  .description("Measures what the SDK costs, as ratios within one run. Keep the machine idle")
  .addArgument(new Argument("[case...]", "benchmarks to run; default: all").choices(names))
  .option(
    "--rounds <count>",
    `rounds per figure; the median is shown (default: ${usualRounds})`,
    parseRounds,
  )
  .option(
    "--quick",
    `${quickRounds} rounds with less work, without the longest cases: two minutes`,
    false,
  )
  .option("--json <file>", "file to write the results to as well")
  .action(bench)
  .parseAsync();
