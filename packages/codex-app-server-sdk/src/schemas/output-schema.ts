/**
 * A schema that can validate a value and describe itself as JSON Schema: what the specifications
 * Standard Schema and Standard JSON Schema ask for. Zod (4.2 or newer) and ArkType have both;
 * Valibot and Effect have functions that wrap their schemas.
 */
export interface OutputSchema<Input = unknown, Output = Input> {
  /** What the two specifications have in common. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    validate(value: unknown): SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly jsonSchema: {
      input(options: { target: "draft-2020-12" }): Record<string, unknown>;
    };
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** The type of what a schema makes of a value that it accepts. */
export type InferOutput<S> = S extends OutputSchema<unknown, infer Output> ? Output : never;

/** What a schema says of a value: what it made of it, or why it does not accept it. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | {
      readonly issues: readonly {
        readonly message: string;
        readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
      }[];
    };

/** Why a value does not fit a schema. */
export interface SchemaIssue {
  /** What is wrong, in the words of the schema's library. */
  readonly message: string;
  /** Where, from the root of the value. */
  readonly path: readonly PropertyKey[];
}
