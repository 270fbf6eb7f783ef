import {
  $constructor,
  $ZodType,
  type $ZodTypeDef,
  type ParseContextInternal,
  type ParsePayload,
} from "zod/v4/core";
import type { LazyMap } from "./lazy-map.js";

type Parse = (payload: ParsePayload, context: ParseContextInternal) => MaybeParsed;
type MaybeParsed = ReturnType<$ZodType["_zod"]["parse"]>;

interface ParseDef extends $ZodTypeDef {
  type: "custom";
  parse: Parse;
}

interface ParseType extends $ZodType {
  _zod: $ZodType["_zod"] & { def: ParseDef };
}

/** A zod type with our own parse function. */
const ParseType = $constructor<ParseType, ParseDef>("CodexParseType", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = def.parse;
});

/** Makes a zod type from a parse function. */
export function parseType(parse: Parse): $ZodType {
  return new ParseType({ type: "custom", parse });
}

/** Accepts `null` or the type, in one step where zod's own type takes three. */
export function nullable(type: $ZodType): $ZodType {
  return parseType((payload, context) =>
    payload.value === null ? payload : type._zod.run(payload, context),
  );
}

/** Accepts a missing field, `undefined` or the type. */
export function optional(type: $ZodType): $ZodType {
  return parseType((payload, context) =>
    payload.value === undefined ? payload : type._zod.run(payload, context),
  );
}

/** Accepts a missing field, `undefined`, `null` or the type. */
export function optionalOrNull(type: $ZodType): $ZodType {
  return parseType((payload, context) =>
    payload.value === undefined || payload.value === null
      ? payload
      : type._zod.run(payload, context),
  );
}

/** A field of an object. */
export interface Field {
  readonly key: string;
  readonly type: $ZodType;
  readonly mayBeMissing: boolean;
  /** Whether a text is right, which then needs no further look: most fields hold one. */
  readonly takesText: boolean;
}

/**
 * Accepts objects that have these fields, and any others. zod's own type copies each object, and
 * compiles a function for each shape, which takes longer than all the checks of a few turns.
 */
export function objectOf(fields: readonly Field[]): $ZodType {
  return parseType((payload, context) => {
    const record = payload.value;
    if (!isRecord(record)) return addIssue(payload, "object");
    for (const { key, type, takesText, mayBeMissing } of fields) {
      const value = record[key];
      if (takesText && typeof value === "string") continue;
      if (value === undefined && !(key in record)) {
        if (!mayBeMissing) refuseMissing(type, payload, context, key);
      } else {
        parseInside(type, payload, context, key, value);
      }
    }
    return payload;
  });
}

/** Says what a missing field should be; where anything would do there must be something. */
function refuseMissing(
  type: $ZodType,
  payload: ParsePayload,
  context: ParseContextInternal,
  key: string,
): void {
  const { length } = payload.issues;
  parseInside(type, payload, context, key, undefined);
  if (payload.issues.length === length) addIssue(payload, "a value", undefined, key);
}

export interface SparseFields {
  /** The fields that must be there. */
  readonly required: readonly string[];
  /** The types of all fields, by key. */
  readonly types: LazyMap<$ZodType>;
  /** The type that looks at every field. */
  whole(): $ZodType;
}

/**
 * Accepts the same as the whole type, but looks only at the fields that are there. What is wrong is
 * left to the whole type to say.
 */
export function sparse({ required, types, whole }: SparseFields): $ZodType {
  return parseType((payload, context) => {
    const { value } = payload;
    const hasAll = isRecord(value) && required.every((key) => key in value);
    if (hasAll && fits(value, types, context)) return payload;
    return whole()._zod.run(payload, context);
  });
}

function fits(
  record: Record<string, unknown>,
  types: LazyMap<$ZodType>,
  context: ParseContextInternal,
): boolean {
  for (const key of Object.keys(record)) {
    // Never a promise, because no type here is asynchronous.
    const payload = types.get(key)?._zod.run({ value: record[key], issues: [] }, context);
    if (payload && (payload as ParsePayload).issues.length > 0) return false;
  }
  return true;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reports that a value is wrong: the whole one, or with `key` the field `input` in it. */
export function addIssue(
  payload: ParsePayload,
  expected: string,
  input?: unknown,
  key?: string,
): ParsePayload {
  payload.issues.push({
    code: "custom",
    input: key === undefined ? payload.value : input,
    params: { expected },
    path: key === undefined ? [] : [key],
  });
  return payload;
}

/** Checks the value of one key and reports issues under that key. */
export function parseInside(
  type: $ZodType,
  payload: ParsePayload,
  context: ParseContextInternal,
  key: string,
  value: unknown,
): void {
  // Never a promise, because no type here is asynchronous.
  const inner = type._zod.run({ value, issues: [] }, context) as ParsePayload;
  for (const issue of inner.issues) {
    payload.issues.push({ ...issue, path: [key, ...(issue.path ?? [])] });
  }
}
