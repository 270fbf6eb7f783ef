import { Arena, smallTurn } from "../arena/arena.js";
import { compareContestants, countFailures, type Measure } from "../arena/compare-contestants.js";
import { playRounds } from "../arena/play-rounds.js";
import type { BenchCase, BenchResult } from "../bench-case.js";

const firstText: Measure = { title: "first token", unit: "ms", read: ({ coldMs }) => coldMs };

export const coldStart: BenchCase = {
  name: "cold",
  description: "from before the client is loaded to the first token of its first turn",
  reasons: {
    "first token: SDK / bare client":
      "Code must be loaded: 5 ms before the server is started, and 10 ms of CPU while it starts. The rest runs for the first time, in the first thread and the first turn, which take 6 ms more CPU than a bare client's.",
  },
  async run({ rounds }): Promise<BenchResult[]> {
    await using arena = await Arena.open();
    const played = await playRounds(arena, {
      contestants: ["raw", "control", "sdk", "codexSdk", "cliProvider", "appServerProvider"],
      task: { threads: 1, texts: [smallTurn] },
      rounds,
    });
    return [
      ...compareContestants(played, firstText, [
        { of: "sdk", to: "raw", goal: { atMost: 1.03 } },
        { of: "codexSdk", to: "sdk" },
        { of: "cliProvider", to: "sdk" },
        { of: "appServerProvider", to: "sdk" },
      ]),
      ...countFailures(played),
    ];
  },
};
