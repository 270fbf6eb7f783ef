import { Codex } from "codex-app-server-sdk";
import type { BenchResult } from "../bench-case.js";
import { nullServerPath } from "../null-server/null-server-path.js";
import { Costs } from "./costs.js";
import { Gathering } from "./gathering.js";
import { type TurnWork, turnWorks } from "./turn-works.js";

export interface GrowthOptions {
  rounds: number;
  /** How often the smallest work is done, at each size. */
  factors: readonly number[];
  /** The part of the usual work to do. */
  share: number;
}

/** A shorter work is done again until it has taken so long, or so often. */
const enough = { ms: 20, times: 10 };

/** How each kind of work grows on the null server, which answers at once. */
export async function measureTurnWorks(options: GrowthOptions): Promise<BenchResult[]> {
  const costs = new Costs();
  for (const work of turnWorks) {
    const smallest = Math.ceil(work.smallest * options.share);
    // The first time compiles what the work needs.
    await measure(work, smallest * 10);
    for (const factor of options.factors) {
      const times: number[] = [];
      for (let round = 0; round < options.rounds; round++) {
        times.push(await repeat(() => measure(work, smallest * factor)));
      }
      costs.add(work.title, smallest * factor, times);
    }
  }
  return costs.toResults();
}

/** The mean of several times, if one is short. */
async function repeat(once: () => Promise<number>): Promise<number> {
  let ms = 0;
  let times = 0;
  while (ms < enough.ms && times < enough.times) {
    ms += await once();
    times += 1;
  }
  return ms / times;
}

/**
 * The CPU time of this process, because the pauses of a busy machine are not growth. Each time has
 * a client of its own, so that none has what the ones before have left.
 */
async function measure({ run }: TurnWork, size: number): Promise<number> {
  const all = new Gathering(size);
  const commandApproval = async (): Promise<{ decision: "accept" }> => {
    await all.arrive();
    return { decision: "accept" };
  };
  await using codex = new Codex({ codexPath: nullServerPath, handlers: { commandApproval } });
  const thread = await codex.threadStart();
  const before = process.cpuUsage();
  await run(codex, thread, size);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
}
