import { Arena, smallTurn } from "../arena/arena.js";
import { compareContestants, countFailures, type Measure } from "../arena/compare-contestants.js";
import { playRounds } from "../arena/play-rounds.js";
import type { BenchCase, BenchResult } from "../bench-case.js";

export const manyThreads: BenchCase = {
  name: "many-threads",
  description: "a turn on each of 50 and of 100 warm threads at once",
  isLong: true,
  async run({ rounds }): Promise<BenchResult[]> {
    await using arena = await Arena.open();
    const results: BenchResult[] = [];
    for (const threads of [50, 100]) {
      const played = await playRounds(arena, {
        contestants: ["raw", "control", "sdk"],
        task: { threads, texts: [smallTurn, smallTurn] },
        rounds: Math.min(rounds, 3),
      });
      const measure: Measure = {
        title: `${threads} warm threads`,
        unit: "ms",
        read: (result) => result.rounds[1]?.ms,
      };
      results.push(
        ...compareContestants(played, measure, [{ of: "sdk", to: "raw" }]),
        ...countFailures(played),
      );
    }
    return results;
  },
};
