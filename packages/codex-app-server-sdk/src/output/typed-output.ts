import { abortable } from "../async/abortable.js";
import { describeError } from "../errors/error-text.js";
import type { TurnResult } from "../results/turn-result.js";
import { inputSchemaOf } from "../schemas/input-schema-of.js";
import type { JsonSchema } from "../schemas/json-schema.js";
import type { OutputSchema, SchemaIssue } from "../schemas/output-schema.js";
import { SchemaNotStrictError } from "../schemas/schema-not-strict-error.js";
import { strictSchemaOf } from "../schemas/strict-schema-of.js";
import { validateWith } from "../schemas/validate-with.js";
import { OutputValidationError } from "./output-validation-error.js";

export interface AnsweredTurn {
  readonly result: TurnResult;
  /** Gives the turn up, whatever the schema does. */
  readonly signal: AbortSignal | undefined;
}

/** What a turn is to answer: the schema that the model is held to, and how its answer is read. */
export class TypedOutput {
  /** What goes into the turn's `outputSchema`. */
  readonly jsonSchema: JsonSchema;
  readonly #schema: OutputSchema;

  /** Throws a `SchemaNotStrictError`, or an `OptionsError` for what is no schema. */
  constructor(schema: OutputSchema) {
    this.#schema = schema;
    const given = inputSchemaOf(schema, "output", (why, cause) => {
      return new SchemaNotStrictError("", `can't be sent: ${why}`, { cause });
    });
    this.jsonSchema = strictSchemaOf(given);
  }

  /**
   * The result with `text`, its answer, validated. Rejects with an `OutputValidationError`, or with
   * the signal's reason where the schema takes its time.
   */
  async read(text: string | null, { result, signal }: AnsweredTurn): Promise<TurnResult<unknown>> {
    const refuse = (issues: readonly SchemaIssue[], cause?: unknown): never => {
      const options = cause === undefined ? {} : { cause };
      throw new OutputValidationError({ text, issues, result }, options);
    };
    if (text === null) return refuse([{ message: "the turn brought no answer", path: [] }]);
    const validating = validateWith(this.#schema, parse(text, refuse)).catch((error) =>
      refuse([{ message: `the schema threw ${describeError(error)}`, path: [] }], error),
    );
    const validation = await abortable(validating, signal);
    return validation.isValid ? { ...result, output: validation.value } : refuse(validation.issues);
  }
}

function parse(text: string, refuse: (issues: readonly SchemaIssue[]) => never): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse([{ message: `it is no JSON: ${describeError(error)}`, path: [] }]);
  }
}
