import { rotate } from "../arena/rotate.js";
import type { BenchCase, BenchResult } from "../bench-case.js";
import { compareRounds, summarizeRounds, withControl } from "../compare-rounds.js";
import { compileLimits } from "../type-check/compile-limits.js";
import {
  type CompileCost,
  type Compiler,
  compileProgram,
  compilers,
} from "../type-check/compile-program.js";

const contestants = { sdk: "sdk", without: "without", control: "without" } as const;
type Contestant = keyof typeof contestants;

export const typeCheck: BenchCase = {
  name: "type-check",
  isLong: true,
  description: "tsc on four lines with the SDK's types, compared with four lines without them",
  async run({ rounds }): Promise<BenchResult[]> {
    const results: BenchResult[] = [];
    for (const compiler of Object.keys(compilers) as Compiler[]) {
      results.push(...resultsOf(compiler, await measure(compiler, rounds)));
    }
    return results;
  },
};

/** One round warms the disk up. */
async function measure(
  compiler: Compiler,
  rounds: number,
): Promise<Record<Contestant, CompileCost[]>> {
  const measured: Record<Contestant, CompileCost[]> = { sdk: [], without: [], control: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const name of rotate(Object.keys(contestants) as Contestant[], round)) {
      const cost = await compileProgram(compiler, contestants[name]);
      if (round > 0) measured[name].push(cost);
    }
  }
  return measured;
}

function resultsOf(
  compiler: Compiler,
  measured: Readonly<Record<Contestant, readonly CompileCost[]>>,
): BenchResult[] {
  const times = (name: Contestant): number[] => measured[name].map(({ ms }) => ms);
  const counts = (read: (cost: CompileCost) => number): number[] => measured.sdk.map(read);
  const compared = compareRounds({
    name: `${compiler}: with / without`,
    values: times("sdk"),
    against: times("without"),
    goal: { atMost: 1.2 },
  });
  return [
    ...withControl(
      {
        name: `${compiler}: without / itself`,
        first: times("without"),
        second: times("control"),
      },
      [compared],
    ),
    summarizeRounds(`${compiler}: with`, times("sdk")),
    summarizeRounds(`${compiler}: without`, times("without")),
    {
      ...summarizeRounds(
        `${compiler}: types`,
        counts(({ types }) => types),
        "",
      ),
      goal: { atMost: compileLimits.types },
    },
    {
      ...summarizeRounds(
        `${compiler}: instantiations`,
        counts((cost) => cost.instantiations),
        "",
      ),
      goal: { atMost: compileLimits.instantiations },
    },
  ];
}
