import { join } from "node:path";
import { type InstalledContestants, installContestants } from "../arena/install-contestants.js";
import { rotate } from "../arena/rotate.js";
import { runProbe } from "../arena/run-probe.js";
import type { BenchCase, BenchResult } from "../bench-case.js";
import { compareRounds, summarizeRounds, withControl } from "../compare-rounds.js";
import { nullServerPath } from "../null-server/null-server-path.js";
import type { SlowReaderCost, SlowReaderTask } from "../slow-reader/slow-reader-task.js";

const speeds = { fast: "fast", control: "fast", slow: "slow" } as const;
type Contestant = keyof typeof speeds;
type Measured = Record<Contestant, SlowReaderCost[]>;

/** What the null server writes for each delta. */
const piece = "word ";

export const slowReader: BenchCase = {
  name: "slow-reader",
  description: "a turn of 200,000 deltas, read when it is over, compared with reading it at once",
  async run({ rounds, isQuick }): Promise<BenchResult[]> {
    const measured = await measure(isQuick ? 50_000 : 200_000, rounds);
    const memory = (name: Contestant): number[] => measured[name].map(({ maxRssMb }) => maxRssMb);
    const pieces = measured.slow.map((cost) => cost.pieces);
    return [
      ...withControl(
        { name: "memory: fast / itself", first: memory("fast"), second: memory("control") },
        [
          compareRounds({
            name: "memory: slow / fast reader",
            values: memory("slow"),
            against: memory("fast"),
          }),
        ],
      ),
      summarizeRounds("memory at its highest, slow reader", memory("slow"), "MB"),
      summarizeRounds("memory at its highest, fast reader", memory("fast"), "MB"),
      summarizeRounds("notifications that the slow reader gets", pieces, ""),
    ];
  },
};

async function measure(deltas: number, rounds: number): Promise<Measured> {
  const installed = await installContestants();
  const measured: Measured = { fast: [], control: [], slow: [] };
  for (let round = 0; round < rounds; round++) {
    for (const name of rotate(Object.keys(speeds) as Contestant[], round)) {
      const cost = await read(installed, { command: nullServerPath, deltas, speed: speeds[name] });
      if (cost.length !== deltas * piece.length) {
        throw new Error(`The ${name} reader got ${cost.length} characters of ${deltas} deltas.`);
      }
      measured[name].push(cost);
    }
  }
  return measured;
}

function read({ folder }: InstalledContestants, task: SlowReaderTask): Promise<SlowReaderCost> {
  return runProbe<SlowReaderCost>({
    name: `the ${task.speed} reader`,
    node: process.execPath,
    program: join(folder, "slow-reader-probe.mjs"),
    task,
    env: { PATH: process.env.PATH ?? "" },
  });
}
