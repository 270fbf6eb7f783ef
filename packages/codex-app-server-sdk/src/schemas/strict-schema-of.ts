import { isJsonSchema } from "./input-schema-of.js";
import type { JsonSchema } from "./json-schema.js";
import { isKept, isTold, type RefusalKind, refusals, refusedKeywords } from "./schema-keywords.js";
import { SchemaNotStrictError } from "./schema-not-strict-error.js";

/**
 * The schema as strict output wants it: objects closed, `oneOf` as `anyOf`, without defaults and
 * other notes. Throws a `SchemaNotStrictError` for what would have to be changed to fit: nothing is
 * silently made required.
 */
export function strictSchemaOf(schema: JsonSchema): JsonSchema {
  const copy = new StrictCopy(schema);
  const root = copy.of(copy.root(), "");
  if (root.type !== "object") refuse("", "root");
  return { ...root, ...copy.definitions() };
}

/** The kinds of values, by the names that JSON Schema has for them. */
const types = ["string", "number", "integer", "boolean", "object", "array", "null"];

/** Copies the parts of one schema, and of its definitions those that are referred to. */
class StrictCopy {
  readonly #schema: JsonSchema;
  readonly #definitions = new Map<string, JsonSchema>();

  constructor(schema: JsonSchema) {
    this.#schema = schema;
  }

  /** The schema itself, or what it refers to. */
  root(): JsonSchema {
    const seen = new Set<unknown>();
    let root = this.#schema;
    while (typeof root.$ref === "string" && !seen.has(root.$ref)) {
      seen.add(root.$ref);
      root = this.#target(root.$ref, "");
    }
    return root;
  }

  /** The definitions that were referred to, in a field of their own. */
  definitions(): JsonSchema {
    return this.#definitions.size === 0 ? {} : { $defs: Object.fromEntries(this.#definitions) };
  }

  of(schema: unknown, path: string): JsonSchema {
    if (schema === true) refuse(path, "anything");
    if (schema === false) refuse(path, "never");
    if (!isJsonSchema(schema)) refuse(path, "malformed");
    for (const keyword of Object.keys(schema)) {
      const kind = refusedKeywords.get(keyword);
      if (kind) refuse(path, kind);
    }
    return withNotes(this.#shapeOf(schema, path), schema);
  }

  #shapeOf(schema: JsonSchema, path: string): JsonSchema {
    if (schema.$ref !== undefined) return this.#reference(schema, path);
    if (schema.anyOf !== undefined || schema.oneOf !== undefined) return this.#union(schema, path);
    const type = typeOf(schema, path);
    const kinds = typeof type === "string" ? [type] : type;
    return {
      type,
      ...choicesOf(schema, path),
      ...(kinds.includes("object") && this.#fields(schema, path)),
      ...(kinds.includes("array") && { items: this.#items(schema, path) }),
    };
  }

  #reference({ $ref, ...others }: JsonSchema, path: string): JsonSchema {
    refuseShape(others, path);
    if (typeof $ref !== "string") refuse(path, "reference");
    this.#target($ref, path);
    this.#define($ref, path);
    const isAlone = Object.keys(others).every((keyword) => !isNote(keyword, others[keyword]));
    const reference = { $ref };
    // Strict output allows nothing beside a reference.
    return isAlone ? reference : { anyOf: [reference] };
  }

  #define($ref: string, path: string): void {
    if ($ref === "#") return;
    const name = definedName($ref);
    if (name === undefined || this.#definitions.has(name)) return;
    const target = this.#target($ref, path);
    this.#definitions.set(name, {}); // It may refer to itself.
    this.#definitions.set(name, this.of(target, `$defs.${name}`));
  }

  #target($ref: string, path: string): JsonSchema {
    if ($ref === "#") return this.#schema;
    const name = definedName($ref) ?? refuse(path, "reference");
    const { $defs } = this.#schema;
    const target = isJsonSchema($defs) && Object.hasOwn($defs, name) ? $defs[name] : undefined;
    return isJsonSchema(target) ? target : refuse(path, "reference");
  }

  #union({ anyOf, oneOf, ...others }: JsonSchema, path: string): JsonSchema {
    if (anyOf !== undefined && oneOf !== undefined) refuse(path, "intersection");
    refuseShape(others, path);
    const choices = anyOf ?? oneOf;
    if (!Array.isArray(choices) || choices.length === 0) refuse(path, "malformed");
    return { anyOf: choices.map((choice) => this.of(choice, path)) };
  }

  #fields(schema: JsonSchema, path: string): JsonSchema {
    const { properties, required = [] } = schema;
    const others = schema.additionalProperties ?? schema.unevaluatedProperties;
    if (!isJsonSchema(properties) || !isOpen(others)) refuse(path, "record");
    if (!Array.isArray(required)) refuse(path, "malformed");
    const unknown = required.find((name) => !Object.hasOwn(properties, name));
    if (unknown !== undefined) refuse(below(path, String(unknown)), "anything");
    const fields = Object.entries(properties).map(([name, field]) => {
      if (!required.includes(name)) refuse(below(path, name), "optional");
      return [name, this.of(field, below(path, name))] as const;
    });
    return {
      properties: Object.fromEntries(fields),
      required: fields.map(([name]) => name),
      additionalProperties: false,
    };
  }

  #items({ items = {} }: JsonSchema, path: string): JsonSchema {
    if (items === false || Array.isArray(items)) refuse(path, "tuple");
    return this.of(items, `${path}[]`);
  }
}

/** The name of the definition that is referred to, as JSON Pointers are written in references. */
function definedName($ref: string): string | undefined {
  const [, pointer] = /^#\/\$defs\/([^/]+)$/.exec($ref) ?? [];
  try {
    return pointer && decodeURIComponent(pointer).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return undefined;
  }
}

/** Whether nothing is said of further keys, so that the object can be closed. */
function isOpen(others: unknown): boolean {
  if (isJsonSchema(others)) return Object.keys(others).length === 0;
  return others === undefined || typeof others === "boolean";
}

/** The kind of a value; what lists its values need not say it. */
function typeOf(schema: JsonSchema, path: string): string | string[] {
  const { type = impliedType(schema) } = schema;
  if (type === undefined) return refuse(path, "anything");
  const all: unknown[] = Array.isArray(type) ? type : [type];
  if (all.length === 0 || !all.every((one) => types.includes(one as string))) {
    refuse(path, "malformed");
  }
  return type as string | string[];
}

function impliedType(schema: JsonSchema): string | string[] | undefined {
  if (schema.properties !== undefined) return "object";
  if (schema.items !== undefined) return "array";
  const values = "const" in schema ? [schema.const] : schema.enum;
  if (!Array.isArray(values)) return undefined;
  const kinds = [...new Set(values.map((value) => (value === null ? "null" : typeof value)))];
  return kinds.length === 1 ? kinds[0] : kinds;
}

/** The values that it may have, if they are listed. */
function choicesOf(schema: JsonSchema, path: string): JsonSchema {
  const { const: only, enum: all } = schema;
  const values = all ?? ("const" in schema ? [only] : []);
  if (!Array.isArray(values)) refuse(path, "malformed");
  if (values.some((value) => typeof value === "object" && value !== null)) refuse(path, "values");
  return {
    ...("const" in schema && { const: only }),
    ...(all !== undefined && { enum: all }),
  };
}

/** What a value is called, how it is narrowed, and in words what strict output has no word for. */
function withNotes(shape: JsonSchema, schema: JsonSchema): JsonSchema {
  const given = Object.entries(schema);
  const told = given.filter(([keyword, value]) => isTold(keyword, value));
  const kept = given.filter(([keyword, value]) => isKept(keyword, value));
  const words = told.map(([keyword, value]) => `(${keyword}: ${JSON.stringify(value)})`);
  if (words.length > 0 && typeof schema.description === "string") words.unshift(schema.description);
  return {
    ...shape,
    ...Object.fromEntries(kept),
    ...(words.length > 0 && { description: words.join(" ") }),
  };
}

function isNote(keyword: string, value: unknown): boolean {
  return isKept(keyword, value) || isTold(keyword, value);
}

/** Beside a union or a reference, a shape of its own would have to hold as well. */
function refuseShape(schema: JsonSchema, path: string): void {
  const shape = ["type", "enum", "const", "properties", "items", "anyOf", "oneOf", "$ref"];
  if (shape.some((keyword) => keyword in schema)) refuse(path, "intersection");
}

function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function refuse(path: string, kind: RefusalKind): never {
  const { what, fix } = refusals[kind];
  throw new SchemaNotStrictError(path, `${what}, which strict output does not allow. ${fix}`);
}
