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
    throw new InvalidArgumentError("A count is expected.");
  }
  return rounds;
}

const names = allCases.map(({ name }) => name);
await new Command("bench")
  .description("What the SDK costs, as ratios of one run. Build first; the machine should be quiet")
  .addArgument(new Argument("[case...]", "which to run; default: all").choices(names))
  .option("--rounds <count>", "rounds per figure, of which the median counts", parseRounds, 9)
  .option("--json <file>", "also write the results to this file")
  .action(bench)
  .parseAsync();
