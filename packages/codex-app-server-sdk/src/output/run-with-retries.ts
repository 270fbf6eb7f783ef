import type { TurnResult } from "../results/turn-result.js";
import { describeIssues } from "../schemas/validate-with.js";
import { OutputValidationError } from "./output-validation-error.js";

/** By so much the model is told of what was wrong. */
const maxIssuesLength = 2_000;

export interface RetriedRun<Input> {
  /** How often the model may answer once more. */
  readonly retries: number;
  /** Runs a turn to its end, with the answer validated. */
  run(input: Input | string): Promise<TurnResult<unknown>>;
  /** What several turns have used. */
  sumOf(usages: readonly Usage[]): Usage;
}

type Usage = TurnResult["turnUsage"];

/**
 * Runs a turn, and a further one with what was wrong for as long as the answer does not fit. What
 * it results in or fails with counts the tokens of all of them.
 */
export async function runWithRetries<Input>(
  input: Input,
  { retries, run, sumOf }: RetriedRun<Input>,
): Promise<TurnResult<unknown>> {
  const spent: Usage[] = [];
  const count = (result: Pick<TurnResult, "turnUsage">): void => {
    spent.push(result.turnUsage);
    result.turnUsage = sumOf(spent);
  };
  let next: Input | string = input;
  for (let left = retries; ; left -= 1) {
    try {
      const result = await run(next);
      count(result);
      return result;
    } catch (error) {
      const { result } = error as { result?: TurnResult };
      if (result) count(result);
      if (left === 0 || !isWrongAnswer(error)) throw error;
      next = complaint(error);
    }
  }
}

/** A schema that throws is a mistake in it, which no other answer mends. */
function isWrongAnswer(error: unknown): error is OutputValidationError {
  return error instanceof OutputValidationError && error.cause === undefined;
}

function complaint({ issues }: OutputValidationError): string {
  const text = describeIssues(issues);
  const shown = text.length <= maxIssuesLength ? text : `${text.slice(0, maxIssuesLength - 1)}…`;
  return `Your answer does not fit the schema that it must have:\n${shown}\nGive the whole answer again, as JSON that fits the schema.`;
}
