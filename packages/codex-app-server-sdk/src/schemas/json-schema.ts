/** A JSON Schema, or a part of one, as an object. */
export type JsonSchema = Readonly<Record<string, unknown>>;
