import * as fc from "fast-check";
import { vi } from "vitest";
import type { TraceEntry } from "../../src/index.js";
import { describeFailure } from "./describe-failure.js";
import { findFaults } from "./find-faults.js";
import { type MoveStep, type Step, stepsOf, TogetherStep } from "./move.js";
import * as others from "./other-moves.js";
import * as raws from "./raw-moves.js";
import * as servers from "./server-moves.js";
import * as threads from "./thread-moves.js";
import * as turns from "./turn-moves.js";
import { World } from "./world.js";

/** Steps, and how often they are taken compared with others. */
const weighted = (
  weight: number,
  ...steps: fc.Arbitrary<MoveStep<unknown>>[]
): { weight: number; arbitrary: fc.Arbitrary<MoveStep<unknown>> }[] =>
  steps.map((arbitrary) => ({ weight, arbitrary }));

const anyCall = fc.oneof(
  ...weighted(6, stepsOf(threads.threadStart)),
  ...weighted(3, stepsOf(threads.threadResume), stepsOf(threads.unsubscribe)),
  ...weighted(1, stepsOf(threads.threadFork), stepsOf(threads.threadUnarchive)),
  ...weighted(1, stepsOf(threads.threadLeave)),
  ...weighted(6, stepsOf(turns.run), stepsOf(turns.turn)),
  ...weighted(2, stepsOf(turns.review), stepsOf(turns.goal), stepsOf(turns.compact)),
  ...weighted(2, stepsOf(turns.currentTurn), stepsOf(turns.stream), stepsOf(turns.steer)),
  ...weighted(4, stepsOf(turns.interrupt), stepsOf(turns.abort)),
  ...weighted(1, stepsOf(turns.dispose)),
  ...weighted(1, ...Object.values(raws).map((move) => stepsOf(move))),
);

const anyEvent = fc.oneof(
  ...weighted(3, stepsOf(servers.completes), stepsOf(servers.runsCommand), stepsOf(others.time)),
  ...weighted(2, stepsOf(servers.begins), stepsOf(servers.slows), stepsOf(servers.spawns)),
  ...weighted(2, stepsOf(servers.asks), stepsOf(others.answers), stepsOf(others.othersTurn)),
  ...weighted(5, stepsOf(servers.treats)),
  ...weighted(2, stepsOf(servers.stalls), stepsOf(servers.wakes), stepsOf(servers.releases)),
  ...weighted(1, stepsOf(servers.says), stepsOf(servers.endsRound), stepsOf(servers.fails)),
  ...weighted(1, stepsOf(servers.failsForGood), stepsOf(servers.endsCommand)),
  ...weighted(1, stepsOf(servers.reachesGoal), stepsOf(servers.unloads), stepsOf(servers.deafens)),
  ...weighted(1, stepsOf(others.othersInterrupt), stepsOf(others.othersAnswer)),
  ...weighted(1, stepsOf(others.othersDelete)),
);

const anyEnd = fc.oneof(stepsOf(threads.close), stepsOf(servers.dies));

const together = fc
  .array(anyCall, { minLength: 2, maxLength: 3 })
  .map((steps) => new TogetherStep(steps));

const steps: fc.Arbitrary<Step>[] = [
  anyCall,
  anyCall,
  anyCall,
  anyCall,
  anyEvent,
  anyEvent,
  anyEvent,
  anyEvent,
  together,
];

/** The number of steps that most sequences have at most. */
const maxSteps = 30;

const endings = fc.option(anyEnd, { freq: 5 });

type Given = [isShared: boolean, sequence: Iterable<Step>, ending: MoveStep<unknown> | null];

export interface SequencesOptions {
  readonly count: number;
  readonly seed: number;
  /** The one sequence to run again, as a failure named it. All messages are printed. */
  readonly replay?: string | undefined;
}

/** Runs random sequences; rejects with the shortest one that it finds to break a promise. */
export async function runSequences({ count, seed, replay }: SequencesOptions): Promise<void> {
  const [path, replayPath] = replay?.split(" ") ?? [];
  const sequences = fc.commands<World, World, false>(steps, {
    maxCommands: maxSteps,
    size: "max",
    ...(replayPath !== undefined && { replayPath }),
  });
  const trace = replay === undefined ? undefined : print;
  const property = fc.asyncProperty(fc.boolean(), sequences, endings, (isShared, given, ending) =>
    runOne(new World(isShared, trace), given, ending),
  );
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  try {
    const run = await fc.check(property, {
      numRuns: count,
      seed,
      ...(path !== undefined && { path, endOnFailure: true }),
    });
    if (run.failed) throw new Error(describeFailure(run, serverOf(run.counterexample ?? [])));
  } finally {
    vi.useRealTimers();
  }
}

function print({ direction, message }: TraceEntry): void {
  process.stdout.write(`${direction} ${JSON.stringify(message).slice(0, 180)}\n`);
}

function serverOf([isShared]: Given | never[]): string {
  return isShared ? "a server that others use too" : "a server of its own";
}

async function runOne(
  world: World,
  sequence: Iterable<Step>,
  ending: MoveStep<unknown> | null,
): Promise<void> {
  const rejections: unknown[] = [];
  const note = (reason: unknown): void => void rejections.push(reason);
  process.on("unhandledRejection", note);
  try {
    await world.codex.start();
    await fc.asyncModelRun(() => ({ model: world, real: world }), sequence);
    if (ending?.check(world)) await ending.run(world);
    const faults = await findFaults(world);
    faults.push(...rejections.map((reason) => `unhandled rejection: ${String(reason)}`));
    if (faults.length > 0) throw new Error(`${[...new Set(faults)].join("\n")}\n`);
  } finally {
    process.off("unhandledRejection", note);
    vi.clearAllTimers();
  }
}
