/** Why a keyword is not allowed in a strict schema, and what to write instead. */
export interface Refusal {
  readonly what: string;
  readonly fix: string;
}

export const refusals = {
  optional: {
    what: "is optional or has a default",
    fix: "Make it required and nullable: the model then writes null",
  },
  record: {
    what: "may have any keys",
    fix: "Use a list of objects with a key and a value",
  },
  anything: {
    what: "may be anything",
    fix: "Say what it is: a string, a number, an object with these keys",
  },
  tuple: {
    what: "is a tuple",
    fix: "Use an object with a key for each place, or a list of one kind of entry",
  },
  intersection: {
    what: "combines several schemas that must all hold",
    fix: "Write them as one object",
  },
  condition: {
    what: "depends on a condition",
    fix: "Use a union of objects, each with all of its keys",
  },
  never: {
    what: "excludes values",
    fix: "Say what it may be instead, and check the rest afterwards",
  },
  contains: {
    what: "asks for certain entries",
    fix: "Describe every entry, and check the rest afterwards",
  },
  reference: {
    what: "refers to something outside the schema's own definitions",
    fix: "Define it in the same schema",
  },
  root: {
    what: "is not an object at its root",
    fix: "Wrap it in an object with one key",
  },
  values: {
    what: "lists values that are objects or lists",
    fix: "Use a union of objects",
  },
  malformed: {
    what: "has a JSON Schema that is malformed",
    fix: "Look at what the schema's library makes of it",
  },
} satisfies Record<string, Refusal>;

export type RefusalKind = keyof typeof refusals;

/** Keywords without which a schema says something else, and that strict output does not have. */
export const refusedKeywords: ReadonlyMap<string, RefusalKind> = new Map<string, RefusalKind>([
  ["allOf", "intersection"],
  ["not", "never"],
  ["if", "condition"],
  ["then", "condition"],
  ["else", "condition"],
  ["dependentRequired", "condition"],
  ["dependentSchemas", "condition"],
  ["dependencies", "condition"],
  ["patternProperties", "record"],
  ["propertyNames", "record"],
  ["prefixItems", "tuple"],
  ["additionalItems", "tuple"],
  ["unevaluatedItems", "tuple"],
  ["contains", "contains"],
  ["minContains", "contains"],
  ["maxContains", "contains"],
  ["$dynamicRef", "reference"],
  ["$recursiveRef", "reference"],
]);

/** Keywords of strict output beside those that make the shape, and the kind of their values. */
const keptKeywords: ReadonlyMap<string, "string" | "number"> = new Map([
  ["title", "string"],
  ["description", "string"],
  ["format", "string"],
  ["pattern", "string"],
  ["minLength", "number"],
  ["maxLength", "number"],
  ["multipleOf", "number"],
  ["minimum", "number"],
  ["maximum", "number"],
  ["exclusiveMinimum", "number"],
  ["exclusiveMaximum", "number"],
  ["minItems", "number"],
  ["maxItems", "number"],
]);

/** Keywords that narrow a value and that strict output lacks: the model is told in words. */
const toldKeywords: ReadonlySet<string> = new Set([
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "contentEncoding",
  "contentMediaType",
]);

const knownFormats: ReadonlySet<unknown> = new Set([
  "date-time",
  "time",
  "date",
  "duration",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "uuid",
]);

/** Whether the keyword goes into the description, because it can't be sent as it is. */
export function isTold(keyword: string, value: unknown): boolean {
  if (keyword === "format") return !knownFormats.has(value);
  // Groups that look around, and references back to a group.
  if (keyword === "pattern") return /\(\?(?!:)|\\[1-9k]/.test(String(value));
  return toldKeywords.has(keyword);
}

/** Whether the keyword is sent as it is. */
export function isKept(keyword: string, value: unknown): boolean {
  return typeof value === keptKeywords.get(keyword) && !isTold(keyword, value);
}
