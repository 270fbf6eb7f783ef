import {
  $constructor,
  $ZodType,
  type $ZodTypeDef,
  type ParseContextInternal,
  type ParsePayload,
} from "zod/v4/core";

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
  return mayBeMissing(
    parseType((payload, context) =>
      payload.value === undefined ? payload : type._zod.run(payload, context),
    ),
  );
}

/** Accepts a missing field, `undefined`, `null` or the type. */
export function optionalOrNull(type: $ZodType): $ZodType {
  return mayBeMissing(
    parseType((payload, context) =>
      payload.value === undefined || payload.value === null
        ? payload
        : type._zod.run(payload, context),
    ),
  );
}

function mayBeMissing(type: $ZodType): $ZodType {
  type._zod.optin = "optional";
  type._zod.optout = "optional";
  return type;
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
