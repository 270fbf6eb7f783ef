import * as fc from "fast-check";
import { describeFailure } from "./describe-failure.js";
import { findRealFaults } from "./find-real-faults.js";
import { type Move, type MoveStep, type Step, stepsOf, TogetherStep } from "./move.js";
import * as reals from "./real-moves.js";
import { RealUser } from "./real-user.js";
import * as threads from "./thread-moves.js";
import * as turns from "./turn-moves.js";

type RealStep = fc.Arbitrary<MoveStep<unknown, RealUser>>;

function real<Args>(
  weight: number,
  move: Move<Args, RealUser>,
): { weight: number; arbitrary: RealStep } {
  return { weight, arbitrary: stepsOf(move) };
}

const anyCall = fc.oneof(
  real(4, threads.threadStart),
  real(2, threads.threadResume),
  real(2, threads.unsubscribe),
  real(1, threads.threadFork),
  real(1, threads.threadLeave),
  real(5, turns.run),
  real(5, turns.turn),
  real(2, turns.goal),
  real(2, turns.compact),
  real(2, turns.currentTurn),
  real(2, turns.stream),
  real(2, turns.steer),
  real(4, turns.interrupt),
  real(4, turns.abort),
  real(1, turns.dispose),
);

const anyEvent = fc.oneof(
  real(4, reals.modelActs),
  real(5, reals.modelIsAsked),
  real(1, reals.modelGoesOn),
);

const together = fc
  .array(anyCall, { minLength: 2, maxLength: 3 })
  .map((steps) => new TogetherStep(steps));

const anyStep: fc.Arbitrary<Step<RealUser>> = fc.oneof(anyCall, anyEvent, anyEvent, together);

/** Not shrunk: each takes about a second. */
const sequences = fc.array(anyStep, { minLength: 20, maxLength: 40, size: "max" });

const endings = fc.option(fc.oneof(stepsOf(threads.close), stepsOf(reals.serverDies)), { freq: 3 });

/** Runs random sequences against the real server; rejects with the first one that fails. */
export async function runRealSequences(options: { count: number; seed: number }): Promise<void> {
  const { count: numRuns, seed } = options;
  const property = fc.asyncProperty(sequences, endings, runOne);
  const run = await fc.check(property, { numRuns, seed, endOnFailure: true });
  if (run.failed) throw new Error(describeFailure(run, "the real server"));
}

async function runOne(
  sequence: Step<RealUser>[],
  ending: MoveStep<unknown, RealUser> | null,
): Promise<void> {
  const user = await RealUser.start();
  try {
    for (const step of [...sequence, ...(ending ? [ending] : [])]) {
      if (step.check(user)) await step.run(user, user);
    }
    const faults = await findRealFaults(user);
    if (faults.length > 0) throw new Error([...new Set(faults)].join("\n"));
  } finally {
    await user.dispose();
  }
}
