/** A JSON Schema, or a part of one, as an object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export function isJsonSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
