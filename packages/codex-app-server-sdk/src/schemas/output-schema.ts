/**
 * A schema that can validate a value and describe itself as JSON Schema: what the specifications
 * Standard Schema and Standard JSON Schema ask for. Zod (4.2 or newer) and ArkType have both;
 * Valibot and Effect have functions that wrap their schemas.
 */
export interface OutputSchema<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    validate(value: unknown): Validated<Output> | Promise<Validated<Output>>;
    readonly jsonSchema: {
      input(options: { target: "draft-2020-12" }): Record<string, unknown>;
    };
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a schema says of a value: what it made of it, or why it does not accept it. */
export type Validated<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** An issue as the specification has it; libraries add to it. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Why a value does not fit a schema. */
export interface SchemaIssue {
  /** What is wrong, in the words of the schema's library. */
  readonly message: string;
  /** Where, from the root of the value. */
  readonly path: readonly PropertyKey[];
}
