import type { ContestantName } from "../contestants/contestants.js";
import type { Arena, ArenaResult, ArenaTask } from "./arena.js";
import { rotate } from "./rotate.js";

/** What each contestant did in each round; undefined for a round that it failed. */
export type Played = ReadonlyMap<ContestantName, readonly (ArenaResult | undefined)[]>;

export interface Game {
  contestants: readonly ContestantName[];
  task: ArenaTask;
  rounds: number;
  /** Whether every round counts, without one before them that warms up. Default false. */
  isWarm?: boolean;
}

/**
 * Every round has all contestants, one after the other, and each round begins with another one, so
 * that none always follows the same.
 */
export async function playRounds(
  arena: Pick<Arena, "run">,
  { contestants, task, rounds, isWarm = false }: Game,
): Promise<Played> {
  const played = new Map(contestants.map((name) => [name, [] as (ArenaResult | undefined)[]]));
  for (let round = isWarm ? 1 : 0; round <= rounds; round++) {
    for (const name of rotate(contestants, round)) {
      const result = await runOrReport(arena, name, task);
      if (round > 0) played.get(name)?.push(result);
    }
  }
  return played;
}

async function runOrReport(
  arena: Pick<Arena, "run">,
  name: ContestantName,
  task: ArenaTask,
): Promise<ArenaResult | undefined> {
  try {
    return await arena.run(name, task);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}
