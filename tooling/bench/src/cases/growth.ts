import { Codex, type Thread } from "codex-app-server-sdk";
import type { BenchCase, BenchOptions, BenchResult } from "../bench-case.js";
import { nullServerPath } from "../null-server/null-server-path.js";
import { writeBigMessage, writeReplay } from "../replay/make-replay.js";
import { playReplays } from "../replay/play-replays.js";
import type { ReplayClientName } from "../replay/replay-clients.js";
import { findGrowthExponent, findMedian } from "../statistics.js";

/** How often the work of the smallest size is done. */
const factors = [1, 10, 100];
/** Linear, with room for what varies. */
const goal = { atMost: 1.1 };
const readers: Readonly<Record<ReplayClientName, string | undefined>> = {
  raw: "split + parse",
  control: undefined,
  sdk: "SDK, validated",
  sdkUnchecked: "SDK, unchecked",
};

type ReadTurn = (thread: Thread, text: string) => Promise<unknown>;

/** Each way to read a turn, which is a way for its cost to grow. */
const turnReaders: Readonly<Record<string, ReadTurn>> = {
  "run()": (thread, text) => thread.run(text),
  "stream()": async (thread, text) => {
    for await (const _ of (await thread.turn(text)).stream());
  },
  "events()": async (thread, text) => {
    for await (const _ of (await thread.turn(text)).events());
  },
  "textStream()": async (thread, text) => {
    for await (const _ of (await thread.turn(text)).textStream());
  },
};

export const growth: BenchCase = {
  name: "growth",
  isLong: true,
  description: "the exponent with which CPU time grows from 1 to 10 to 100 times the work",
  async run({ rounds, isQuick }): Promise<BenchResult[]> {
    const options = { rounds: Math.min(rounds, 3), isQuick };
    return [
      ...(await measureReplays(options)),
      ...(await measureBigMessages(options)),
      ...(await measureTurns(options)),
    ];
  },
};

/** CPU time, because the pauses of a busy machine are not growth. */
async function measureReplays({ rounds, isQuick }: BenchOptions): Promise<BenchResult[]> {
  const counts = factors.map((factor) => factor * (isQuick ? 500 : 2_000));
  const costs = new Costs();
  for (const count of counts) {
    const played = await playReplays({ count, rounds, write: (path) => writeReplay(path, count) });
    for (const [name, title] of Object.entries(readers)) {
      const times = played[name as ReplayClientName].map(({ cpuMs }) => cpuMs);
      if (title) costs.add(`${counts.at(-1)} notifications: ${title}`, count, times);
    }
  }
  return costs.toResults();
}

async function measureBigMessages({ rounds, isQuick }: BenchOptions): Promise<BenchResult[]> {
  const sizes = factors.map((factor) => factor * (isQuick ? 160e3 : 640e3));
  const costs = new Costs();
  for (const bytes of sizes) {
    const write = (path: string): Promise<void> => writeBigMessage(path, bytes);
    const played = await playReplays({ count: 2, rounds, write });
    for (const name of ["raw", "sdk"] as const) {
      const times = played[name].map(({ cpuMs }) => cpuMs);
      costs.add(`one message of ${(sizes.at(-1) ?? 0) / 1e6} MB: ${readers[name]}`, bytes, times);
    }
  }
  return costs.toResults();
}

async function measureTurns({ rounds, isQuick }: BenchOptions): Promise<BenchResult[]> {
  const counts = factors.map((factor) => factor * (isQuick ? 200 : 2_000));
  const costs = new Costs();
  await using codex = new Codex({ codexPath: nullServerPath });
  const thread = await codex.threadStart();
  for (const read of Object.values(turnReaders)) await read(thread, "100");
  for (const count of counts) {
    for (const [title, read] of Object.entries(turnReaders)) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        times.push(await cpuOf(() => read(thread, String(count))));
      }
      costs.add(`a turn of ${counts.at(-1)} deltas: ${title}`, count, times);
    }
  }
  return costs.toResults();
}

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
}

/** What each work costs at each size. */
class Costs {
  readonly #points = new Map<string, { size: number; cost: number }[]>();

  add(name: string, size: number, times: readonly number[]): void {
    const points = this.#points.get(name) ?? [];
    this.#points.set(name, [...points, { size, cost: findMedian(times) }]);
  }

  toResults(): BenchResult[] {
    return [...this.#points].map(([name, points]) => ({
      name,
      value: findGrowthExponent(points),
      unit: "^",
      goal,
    }));
  }
}
