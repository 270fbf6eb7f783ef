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

/** A zod type with a parse function of our own. */
const ParseType = $constructor<ParseType, ParseDef>("CodexParseType", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = def.parse;
});

/** A type that `parse` alone decides on. */
export function parseType(parse: Parse): $ZodType {
  return new ParseType({ type: "custom", parse });
}

/** `null` or the type, in one step where zod's own type takes three. */
export function nullable(type: $ZodType): $ZodType {
  return parseType((payload, context) =>
    payload.value === null ? payload : type._zod.run(payload, context),
  );
}

/** Missing, `undefined` or the type. */
export function optional(type: $ZodType): $ZodType {
  return mayBeMissing(
    parseType((payload, context) =>
      payload.value === undefined ? payload : type._zod.run(payload, context),
    ),
  );
}

/** Missing, `undefined`, `null` or the type. */
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

/** Reports a wrong value: the whole one, or the one of a key. */
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

/** Parses the value of one key and reports what is wrong with it under that key. */
export function parseInside(
  type: $ZodType,
  payload: ParsePayload,
  context: ParseContextInternal,
  key: string,
  value: unknown,
): void {
  // Not a promise: nothing here is asynchronous.
  const inner = type._zod.run({ value, issues: [] }, context) as ParsePayload;
  for (const issue of inner.issues) {
    payload.issues.push({ ...issue, path: [key, ...(issue.path ?? [])] });
  }
}
