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
  reasons: {
    "turns 2…10: SDK / bare client":
      "A turn takes 1 to 2 ms more CPU than a bare client's in a young process, whose code is not optimized yet, while the server and the model want the same two cores. In turns of a process that has warmed up it is 0.03 ms (see null-server).",
  },
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
