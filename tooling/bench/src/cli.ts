import { writeFile } from "node:fs/promises";
import { Argument, Command, InvalidArgumentError } from "commander";
import type { BenchResult } from "./bench-case.js";
import { cases } from "./cases/index.js";
import { formatResults } from "./report.js";

interface Options {
  rounds: number;
  json?: string;
}

async function bench(names: string[], { rounds, json }: Options): Promise<void> {
  const chosen = cases.filter(({ name }) => names.length === 0 || names.includes(name));
  const results: Record<string, BenchResult[]> = {};
  for (const { name, description, run } of chosen) {
    console.log(`${name}: ${description}`);
    const found = await run({ rounds });
    results[name] = found;
    console.log(`${formatResults(found)}\n`);
  }
  if (json) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
}

function parseRounds(text: string): number {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new InvalidArgumentError("A count is expected.");
  return rounds;
}

const names = cases.map(({ name }) => name);
await new Command("bench")
  .description("What the SDK costs, as ratios of one run. Build first; the machine should be quiet")
  .addArgument(new Argument("[case...]", "which to run; default: all").choices(names))
  .option("--rounds <count>", "rounds per figure, of which the median counts", parseRounds, 9)
  .option("--json <file>", "also write the results to this file")
  .action(bench)
  .parseAsync();
