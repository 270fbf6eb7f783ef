import { CodexError } from "../errors/codex-error.js";
import type { TurnResult } from "../results/turn-result.js";
import type { SchemaIssue } from "../schemas/output-schema.js";
import { describeIssues } from "../schemas/validate-with.js";

/** The turn completed, but what the agent answered does not fit the schema of `output`. */
export class OutputValidationError extends CodexError {
  /**
   * The answer as the agent wrote it; null when the turn brought no message that is marked as final
   * answer, or not marked. Not printed with the error.
   */
  readonly text: string | null;
  /** What is wrong with the answer, and where. */
  readonly issues: readonly SchemaIssue[];
  /** The turn and what it produced. Not printed with the error. */
  readonly result: TurnResult;

  constructor(
    { text, issues, result }: Pick<OutputValidationError, "text" | "issues" | "result">,
    options?: { cause?: unknown },
  ) {
    super(
      "OUTPUT_INVALID",
      `The answer does not fit the schema of the output:\n${describeIssues(issues)}`,
      options,
    );
    this.text = text;
    this.issues = issues;
    this.result = result;
    for (const field of ["text", "result"]) {
      Object.defineProperty(this, field, { enumerable: false });
    }
  }
}
