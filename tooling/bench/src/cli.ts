import { writeFile } from "node:fs/promises";
import { Argument, Command, InvalidArgumentError } from "commander";
import type { BenchResult } from "./bench-case.js";
import { allCases } from "./cases/all-cases.js";
import { formatResults } from "./format-results.js";

interface Options {
  rounds: number;
  json?: string;
}

async function bench(names: string[], { rounds, json }: Options): Promise<void> {
  const chosen = allCases.filter(({ name }) => names.length === 0 || names.includes(name));
  const results: Record<string, BenchResult[]> = {};
  for (const benchCase of chosen) {
    console.log(`${benchCase.name}: ${benchCase.description}`);
    const found = await benchCase.run({ rounds });
    results[benchCase.name] = found;
    console.log(`${formatResults(found)}\n`);
  }
  if (json) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
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
  .description(
    "Measures what the SDK costs, as ratios within one run. Build first, and keep the machine idle",
  )
  .addArgument(new Argument("[case...]", "benchmarks to run; default: all").choices(names))
  .option("--rounds <count>", "rounds per figure; the median is shown", parseRounds, 9)
  .option("--json <file>", "file to write the results to as well")
  .action(bench)
  .parseAsync();
