import type { BenchCase, BenchResult, Goal } from "../bench-case.js";
import { compareRounds, summarizeRounds, withControl } from "../compare-rounds.js";
import { writeReplay } from "../replay/make-replay.js";
import { playReplays } from "../replay/play-replays.js";
import type { ReplayClientName } from "../replay/replay-clients.js";

export const replay: BenchCase = {
  name: "replay",
  description: "200,000 recorded notifications, read with the SDK and with split + JSON.parse",
  reasons: {
    "throughput: SDK / split + parse, validated":
      "Of the CPU time for each message, splitting and parsing take 1.4 µs, checking 0.7, and the records of threads and turns and the asynchronous reader 1.4.",
    "throughput: SDK / split + parse, unchecked":
      "See the validated one: 1.4 µs beside the 1.4 of splitting and parsing, for records, memory, and a promise for each value of an asynchronous iterator.",
  },
  async run({ rounds, isQuick }): Promise<BenchResult[]> {
    const count = isQuick ? 50_000 : 200_000;
    const write = (path: string): Promise<void> => writeReplay(path, count);
    const played = await playReplays({ count, rounds, isWarm: isQuick, write });
    const times = (name: ReplayClientName): number[] => played[name].map(({ ms }) => ms);
    const throughputs = (name: ReplayClientName): number[] => times(name).map((ms) => count / ms);
    const against = throughputs("raw");
    const compare = (name: string, client: ReplayClientName, goal: Goal): BenchResult =>
      compareRounds({ name, values: throughputs(client), against, goal });
    const first = "throughput: SDK / split + parse";
    return withControl(
      { name: "split + parse / itself", first: against, second: throughputs("control") },
      [
        compare(`${first}, validated`, "sdk", { atLeast: 0.75 }),
        compare(`${first}, unchecked`, "sdkUnchecked", { atLeast: 0.85 }),
        summarizeRounds("split + parse", times("raw")),
        summarizeRounds("SDK, validated", times("sdk")),
        summarizeRounds("SDK, unchecked", times("sdkUnchecked")),
      ],
    );
  },
};
