import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installContestants } from "../arena/install-contestants.js";
import { rotate } from "../arena/rotate.js";
import { runProbe } from "../arena/run-probe.js";
import { type ReplayClientName, replayClients } from "./replay-clients.js";
import { replayServerPath } from "./replay-server-path.js";
import type { ReplayCost, ReplayTask } from "./replay-task.js";

/** What each client took in each round. */
export type Replayed = Readonly<Record<ReplayClientName, readonly ReplayCost[]>>;

export interface ReplayGame {
  /** How many notifications the replay has. */
  count: number;
  rounds: number;
  /** Whether every round counts, without one before them that warms the disk up. Default false. */
  isWarm?: boolean;
  write(path: string): Promise<void>;
}

/** Has every client read the same replay in each round. */
export async function playReplays({ write, ...game }: ReplayGame): Promise<Replayed> {
  const { folder } = await installContestants();
  const work = await mkdtemp(join(tmpdir(), "bench-replay-"));
  try {
    const file = join(work, "replay.jsonl");
    await write(file);
    const env = { PATH: process.env.PATH ?? "", HOME: work, CODEX_HOME: work, REPLAY_FILE: file };
    const run = (client: ReplayClientName): Promise<ReplayCost> =>
      runProbe<ReplayCost>({
        name: client,
        node: process.execPath,
        program: join(folder, "replay-probe.mjs"),
        task: { client, server: { command: replayServerPath, env } } satisfies ReplayTask,
        env,
      });
    return await playRounds(run, game);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function playRounds(
  run: (client: ReplayClientName) => Promise<ReplayCost>,
  { count, rounds, isWarm = false }: Omit<ReplayGame, "write">,
): Promise<Replayed> {
  const names = Object.keys(replayClients) as ReplayClientName[];
  const played = { raw: [], control: [], sdk: [], sdkUnchecked: [] } as Record<
    ReplayClientName,
    ReplayCost[]
  >;
  for (let round = isWarm ? 1 : 0; round <= rounds; round++) {
    for (const name of rotate(names, round)) {
      const cost = await run(name);
      if (cost.count !== count) throw new Error(`${name} got ${cost.count} of ${count} messages.`);
      if (round > 0) played[name].push(cost);
    }
  }
  return played;
}
