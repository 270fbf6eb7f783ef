import type { BenchCase, BenchResult } from "../bench-case.js";
import { compareRounds, summarizeRounds, withControl } from "../compare-rounds.js";
import { writeBigMessage } from "../replay/make-replay.js";
import { playReplays } from "../replay/play-replays.js";
import type { ReplayClientName } from "../replay/replay-clients.js";

const bytes = 64e6;
const maxMemoryMb = (300 * 1024 * 1024) / 1e6;

export const bigMessage: BenchCase = {
  name: "big-message",
  description: "one message of 64 MB, read with the SDK and with split + JSON.parse",
  async run({ rounds, isQuick }): Promise<BenchResult[]> {
    const write = (path: string): Promise<void> => writeBigMessage(path, bytes);
    const played = await playReplays({ count: 2, rounds, isWarm: isQuick, write });
    const times = (name: ReplayClientName): number[] => played[name].map(({ ms }) => ms);
    const memory = (name: ReplayClientName): number[] => played[name].map((cost) => cost.maxRssMb);
    const compared = compareRounds({
      name: "SDK / split + parse",
      values: times("sdk"),
      against: times("raw"),
      goal: { atMost: 1.4 },
    });
    return [
      ...withControl(
        { name: "split + parse / itself", first: times("raw"), second: times("control") },
        [compared, summarizeRounds("split + parse", times("raw"))],
      ),
      summarizeRounds("SDK", times("sdk")),
      {
        ...summarizeRounds("memory at its highest, SDK", memory("sdk"), "MB"),
        goal: { atMost: Math.floor(maxMemoryMb) },
      },
      summarizeRounds("memory at its highest, split + parse", memory("raw"), "MB"),
    ];
  },
};
