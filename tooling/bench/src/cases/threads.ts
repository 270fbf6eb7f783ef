import { Arena, smallTurn, weighedTurn } from "../arena/arena.js";
import { compareContestants, countFailures, type Measure } from "../arena/compare-contestants.js";
import { playRounds } from "../arena/play-rounds.js";
import type { BenchCase, BenchResult } from "../bench-case.js";

const warmRound: Measure = {
  title: "ten warm threads",
  unit: "ms",
  read: ({ rounds }) => rounds[1]?.ms,
};
const servers: Measure = {
  title: "memory of the servers",
  unit: "MB",
  read: ({ memory }) => memory?.servers,
};
const client: Measure = {
  title: "memory of the client",
  unit: "MB",
  read: ({ memory }) => memory?.client,
};

export const threads: BenchCase = {
  name: "threads",
  description: "a turn on each of ten warm threads at once, and what clients and servers weigh",
  reasons: {
    "memory of the servers: SDK / @openai/codex-sdk":
      "The server's own: a bare client's weighs as much. Of it, 1.3 MB for each thread is the reviewer of approvals, which the SDK asks for by default, as Python's does, and the peer does not.",
  },
  async run({ rounds, isQuick }): Promise<BenchResult[]> {
    await using arena = await Arena.open();
    const played = await playRounds(arena, {
      contestants: ["raw", "control", "sdk", "codexSdk", "cliProvider", "appServerProvider"],
      task: { threads: 10, texts: [smallTurn, smallTurn, weighedTurn] },
      rounds,
      isWarm: isQuick,
    });
    return [
      ...compareContestants(played, warmRound, [
        { of: "sdk", to: "raw" },
        { of: "codexSdk", to: "sdk", goal: { atLeast: 3.8 } },
        { of: "cliProvider", to: "sdk" },
        { of: "appServerProvider", to: "sdk" },
      ]),
      ...compareContestants(played, servers, [
        { of: "sdk", to: "codexSdk", goal: { atMost: 0.42 } },
        { of: "sdk", to: "raw" },
      ]),
      ...compareContestants(played, client, [{ of: "sdk", to: "raw" }]),
      ...countFailures(played),
    ];
  },
};
