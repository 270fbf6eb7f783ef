import type { BenchCase, BenchResult } from "../bench-case.js";
import { Costs } from "../growth/costs.js";
import { type GrowthOptions, measureTurnWorks } from "../growth/measure-turn-works.js";
import { writeBigMessage, writeReplay } from "../replay/make-replay.js";
import { playReplays } from "../replay/play-replays.js";
import type { ReplayClientName } from "../replay/replay-clients.js";

const readers = {
  raw: "split + parse",
  sdk: "SDK, validated",
  sdkUnchecked: "SDK, unchecked",
} as const satisfies Partial<Record<ReplayClientName, string>>;
type Reader = keyof typeof readers;

export const growth: BenchCase = {
  name: "growth",
  isLong: true,
  description: "the exponent with which CPU time grows from 1 to 10 to 100 times the work",
  reasons: {
    "threads with a turn each at once":
      "1.03 to 1.12 in three runs: a thousand threads take memory, and so does the collector. What is done for each does not depend on how many there are.",
    "requests to the server at once":
      "1.06 to 1.12 in three runs: a hundred thousand requests that wait take memory, and so does the collector. What is done for each does not depend on how many wait.",
  },
  async run({ rounds, isQuick }): Promise<BenchResult[]> {
    const options = {
      rounds: Math.min(rounds, 3),
      factors: [1, 10, 100],
      share: isQuick ? 0.1 : 1,
    };
    return [
      ...(await measureReplays(options)),
      ...(await measureBigMessages(options)),
      ...(await measureTurnWorks(options)),
    ];
  },
};

async function measureReplays({ rounds, factors, share }: GrowthOptions): Promise<BenchResult[]> {
  const costs = new Costs();
  for (const factor of factors) {
    const count = factor * 2_000 * share;
    const played = await playReplays({ count, rounds, write: (path) => writeReplay(path, count) });
    for (const name of Object.keys(readers) as Reader[]) {
      const times = played[name].map(({ cpuMs }) => cpuMs);
      costs.add(`recorded notifications: ${readers[name]}`, count, times);
    }
  }
  return costs.toResults();
}

async function measureBigMessages(options: GrowthOptions): Promise<BenchResult[]> {
  const { rounds, factors, share } = options;
  const costs = new Costs();
  for (const factor of factors) {
    const bytes = factor * 640e3 * share;
    const write = (path: string): Promise<void> => writeBigMessage(path, bytes);
    const played = await playReplays({ count: 2, rounds, write });
    for (const name of ["raw", "sdk"] as const) {
      const times = played[name].map(({ cpuMs }) => cpuMs);
      costs.add(`bytes of one message: ${readers[name]}`, bytes, times);
    }
  }
  return costs.toResults();
}
