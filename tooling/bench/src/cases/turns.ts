import { Arena, smallTurn } from "../arena/arena.js";
import { compareContestants, countFailures, type Measure } from "../arena/compare-contestants.js";
import { playRounds } from "../arena/play-rounds.js";
import type { BenchCase, BenchResult } from "../bench-case.js";
import { findMedian } from "../statistics.js";

const laterTurns: Measure = {
  title: "turns 2…10",
  unit: "ms",
  read: ({ rounds }) => findMedian(rounds.slice(1).map(({ ms }) => ms)),
};

export const turns: BenchCase = {
  name: "turns",
  description: "turns 2…10 of a thread, the middle one of each round",
  async run({ rounds, isQuick }): Promise<BenchResult[]> {
    await using arena = await Arena.open();
    const played = await playRounds(arena, {
      contestants: ["raw", "control", "sdk", "codexSdk", "cliProvider", "appServerProvider"],
      task: { threads: 1, texts: Array.from({ length: 10 }, () => smallTurn) },
      rounds,
      isWarm: isQuick,
    });
    return [
      ...compareContestants(played, laterTurns, [
        { of: "sdk", to: "raw", goal: { atMost: 1.02 } },
        { of: "codexSdk", to: "sdk", goal: { atLeast: 3.9 } },
        { of: "cliProvider", to: "sdk" },
        { of: "appServerProvider", to: "sdk" },
      ]),
      ...countFailures(played),
    ];
  },
};
