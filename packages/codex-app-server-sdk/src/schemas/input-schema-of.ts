import { describeError } from "../errors/error-text.js";
import { OptionsError } from "../errors/index.js";
import { showValue } from "../errors/show-value.js";
import type { JsonSchema } from "./json-schema.js";
import type { OutputSchema } from "./output-schema.js";

/** Makes the error for a schema that can't be converted. */
export type ConversionError = (why: string, cause: unknown) => Error;

/**
 * What a value must look like before a schema has read it, as JSON Schema: a copy, so that nothing
 * that is done with it reaches the user's objects. Throws an `OptionsError` that names the option
 * for what is no such schema, and what `conversionError` makes when the conversion fails.
 */
export function inputSchemaOf(
  schema: unknown,
  option: string,
  conversionError: ConversionError,
): JsonSchema {
  const { jsonSchema } = usableSchema(schema, option)["~standard"];
  let copy: unknown;
  try {
    const text = JSON.stringify(jsonSchema.input({ target: "draft-2020-12" }));
    copy = text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    throw conversionError(`it has no JSON Schema (${describeError(error)})`, error);
  }
  if (isJsonSchema(copy)) return copy;
  throw conversionError(`its JSON Schema is ${showValue(copy)}, not an object`, undefined);
}

export function isJsonSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Throws an `OptionsError` for what can't both validate and describe itself. */
function usableSchema(schema: unknown, option: string): OutputSchema {
  const standard = standardOf(schema, option);
  const { validate, jsonSchema, vendor } = standard;
  const canDescribe = typeof (jsonSchema as { input?: unknown } | undefined)?.input === "function";
  if (typeof validate === "function" && canDescribe) return schema as OutputSchema;
  const lacks = canDescribe ? "can't validate" : "can't describe itself as JSON Schema";
  throw new OptionsError(`${option} is a schema that ${lacks}. ${adviceFor(vendor)}`);
}

function standardOf(schema: unknown, option: string): Readonly<Record<string, unknown>> {
  const isPossible = (typeof schema === "object" && schema !== null) || isFunction(schema);
  const standard = isPossible ? (schema as Record<string, unknown>)["~standard"] : undefined;
  if (typeof standard === "object" && standard !== null) return { ...standard };
  const plain = option === "output" ? "outputSchema" : "inputSchema";
  throw new OptionsError(
    `${option} is ${showValue(schema)}, expected a schema of zod, ArkType or another library that has Standard Schema. A plain JSON Schema goes into ${plain}.`,
  );
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

/** How to get a schema that has both, by the name that its library gives itself. */
const advice: Readonly<Record<string, string>> = {
  valibot: "Wrap it: toStandardJsonSchema(schema) of @valibot/to-json-schema.",
  effect: "Wrap it: Schema.toStandardJSONSchemaV1(Schema.toStandardSchemaV1(schema)).",
  zod: "Use zod 4.2 or newer.",
};

function adviceFor(vendor: unknown): string {
  const known = typeof vendor === "string" && Object.hasOwn(advice, vendor);
  if (known) return advice[vendor] ?? "";
  return "Use zod (4.2 or newer) or ArkType, wrap the schema (toStandardJsonSchema for Valibot, toStandardJSONSchemaV1 for Effect), or give a plain JSON Schema instead.";
}
