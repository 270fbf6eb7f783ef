import { Arena, smallTurn, turnOf } from "../arena/arena.js";
import { compareContestants, countFailures, type Measure } from "../arena/compare-contestants.js";
import { playRounds } from "../arena/play-rounds.js";
import type { BenchCase, BenchResult } from "../bench-case.js";

const cpu: Measure = { title: "client CPU", unit: "ms", read: ({ rounds }) => rounds[1]?.cpuMs };
const clock: Measure = { title: "clock", unit: "ms", read: ({ rounds }) => rounds[1]?.ms };

export const liveDeltas: BenchCase = {
  name: "deltas",
  description: "a message in 20,000 pieces from the real server, read in each of the ways",
  reasons: {
    "client CPU: SDK / bare client":
      "Each piece is checked, found a place by thread and turn, added to the result and kept for readers who come later: 3 µs beside the 8 µs that reading and parsing take. The profile is flat; the largest part is the collection of garbage.",
    "client CPU: SDK, events() / SDK":
      "An event is made of each piece, while a reader of stream() is given what was parsed. Where nobody reads events, up to 32 pieces become one.",
  },
  async run({ rounds, isQuick }): Promise<BenchResult[]> {
    await using arena = await Arena.open();
    const played = await playRounds(arena, {
      contestants: [
        "raw",
        "control",
        "sdk",
        "sdkEvents",
        "sdkTextStream",
        "cliProvider",
        "appServerProvider",
      ],
      task: { threads: 1, texts: [smallTurn, turnOf(isQuick ? 5_000 : 20_000)] },
      rounds,
      isWarm: isQuick,
    });
    return [
      ...compareContestants(played, cpu, [
        { of: "sdk", to: "raw", goal: { atMost: 1.1 } },
        { of: "sdkEvents", to: "sdk", goal: { atMost: 1.15 } },
        { of: "sdkTextStream", to: "sdk" },
        { of: "cliProvider", to: "sdk" },
        { of: "appServerProvider", to: "sdk" },
      ]),
      ...compareContestants(played, clock, [{ of: "sdk", to: "raw" }]),
      ...countFailures(played),
    ];
  },
};
