import type * as fc from "fast-check";

/** What a random sequence is made of, its steps last but one. */
type Given = [...before: unknown[], sequence: Iterable<object>, ending: object | null];

/** The sequence that has broken a promise, and how to run it again. */
export function describeFailure<G extends Given>(run: fc.RunDetails<G>, server: string): string {
  const given = run.counterexample ?? [[], null];
  const sequence = given.at(-2) as Iterable<object>;
  const ending = given.at(-1) as object | null;
  const steps = [...sequence].filter((step) => (step as { hasRan?: boolean }).hasRan !== false);
  const lines = [...steps, ...(ending ? [ending] : [])].map((step) => `  ${String(step)}`);
  const { seed, counterexamplePath, numRuns, errorInstance: error } = run;
  const replayPath = /replayPath="(.*)"/.exec(String(sequence))?.[1];
  const replay = replayPath === undefined ? "" : ` REPLAY="${counterexamplePath} ${replayPath}"`;
  return [
    `Sequence ${numRuns} breaks a promise (SEED=${seed}${replay}):`,
    `  with ${server}`,
    ...lines,
    error instanceof Error ? error.message : String(error),
  ].join("\n");
}
