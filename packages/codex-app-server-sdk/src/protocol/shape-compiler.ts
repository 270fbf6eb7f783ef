import {
  $ZodArray,
  $ZodBoolean,
  $ZodNull,
  $ZodNumber,
  $ZodString,
  type $ZodType,
  $ZodUnion,
  $ZodUnknown,
} from "zod/v4/core";
import type { EncodedFields, EncodedPrimitive, EncodedShape } from "./encoded-shape.js";
import { LazyMap } from "./lazy-map.js";
import {
  addIssue,
  isRecord,
  nullable,
  objectOf,
  optional,
  optionalOrNull,
  parseInside,
  parseType,
  sparse,
} from "./parse-type.js";

/**
 * Compiles encoded shapes to zod types. A line of the table is compiled on first use, and a branch
 * of a tagged union for the first value with its tag.
 */
export class ShapeCompiler {
  readonly #lines: readonly string[];
  readonly #compiled: ($ZodType | undefined)[] = [];

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  compile(shape: EncodedShape): $ZodType {
    if (typeof shape === "number") return this.#line(shape);
    if (typeof shape === "string") return compilePrimitive(shape);
    if (Array.isArray(shape)) return this.#composite(shape);
    return this.#object(shape);
  }

  /** Compiles the shape of objects that have few of many fields, as params of requests do. */
  compileSparse(shape: EncodedShape): $ZodType {
    const encoded = typeof shape === "number" ? this.#decode(shape) : shape;
    if (typeof encoded !== "object" || Array.isArray(encoded)) return this.compile(shape);
    return sparse({
      required: Object.keys(encoded).filter((key) => !key.endsWith("?")),
      types: new LazyMap((key) => this.#field(encoded, key)),
      whole: () => this.compile(shape),
    });
  }

  #line(index: number): $ZodType {
    const known = this.#compiled[index];
    if (known !== undefined) return known;
    const type = this.compile(this.#decode(index));
    this.#compiled[index] = type;
    return type;
  }

  #decode(index: number): EncodedShape {
    return JSON.parse(this.#lines[index] ?? "") as EncodedShape;
  }

  #composite(shape: Extract<EncodedShape, unknown[]>): $ZodType {
    switch (shape[0]) {
      case "?":
        return nullable(this.compile(shape[1]));
      case "a":
        return new $ZodArray({ type: "array", element: this.compile(shape[1]) });
      case "r":
        return this.#record(shape[1]);
      case "|":
        return this.#union(shape.slice(1) as EncodedShape[]);
      case "t":
        return this.#tagged(shape[1], shape[2]);
      case "k":
        return this.#keyed(shape[1]);
    }
  }

  #object(fields: EncodedFields): $ZodType {
    return objectOf(
      Object.entries(fields).map(([name, field]) => {
        const mayBeMissing = name.endsWith("?");
        const key = mayBeMissing ? name.slice(0, -1) : name;
        const type = mayBeMissing ? this.#optional(field) : this.compile(field);
        return { key, type, mayBeMissing, takesText: field === "s" || field === "s?" };
      }),
    );
  }

  /** The type of one field; undefined for a key that the shape does not know. */
  #field(fields: EncodedFields, key: string): $ZodType | undefined {
    const required = ownField(fields, key);
    if (required !== undefined) return this.compile(required);
    const optional = ownField(fields, `${key}?`);
    return optional === undefined ? undefined : this.#optional(optional);
  }

  #optional(field: EncodedShape): $ZodType {
    const inner = withoutNull(field);
    const type = this.compile(inner);
    return inner === field ? optional(type) : optionalOrNull(type);
  }

  #union(shapes: EncodedShape[]): $ZodType {
    const options = shapes.map((shape) => this.compile(shape));
    return new $ZodUnion({ type: "union", options });
  }

  #record(values: EncodedShape): $ZodType {
    const type = values === "u" ? undefined : this.compile(values);
    return parseType((payload, context) => {
      const record = payload.value;
      if (!isRecord(record)) return addIssue(payload, "object");
      if (type === undefined) return payload;
      for (const key of Object.keys(record)) parseInside(type, payload, context, key, record[key]);
      return payload;
    });
  }

  #tagged(discriminator: string, encoded: EncodedFields): $ZodType {
    const branches = this.#branches(encoded);
    return parseType((payload, context) => {
      if (!isRecord(payload.value)) return addIssue(payload, "object");
      const tag = payload.value[discriminator];
      if (typeof tag !== "string") return addIssue(payload, "string", tag, discriminator);
      return branches.get(tag)?._zod.run(payload, context) ?? payload;
    });
  }

  #keyed(encoded: EncodedFields): $ZodType {
    const branches = this.#branches(encoded);
    return parseType((payload, context) => {
      const value = payload.value;
      if (typeof value === "string") return payload;
      if (!isRecord(value)) return addIssue(payload, "string or object");
      for (const key of Object.keys(value)) {
        const branch = branches.get(key);
        if (branch) parseInside(branch, payload, context, key, value[key]);
      }
      return payload;
    });
  }

  /** The compiled branches by tag; undefined for an unknown tag. */
  #branches(encoded: EncodedFields): LazyMap<$ZodType> {
    return new LazyMap((tag) => {
      const shape = ownField(encoded, tag);
      return shape === undefined ? undefined : this.compile(shape);
    });
  }
}

function ownField(fields: EncodedFields, key: string): EncodedShape | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function compilePrimitive(primitive: EncodedPrimitive): $ZodType {
  switch (primitive) {
    case "u":
      return unknown;
    case "s":
      return string;
    case "n":
      return number;
    case "b":
      return boolean;
    case "z":
      return nothing;
    case "s?":
      return nullableString;
    case "n?":
      return nullableNumber;
    case "b?":
      return nullableBoolean;
  }
}

function withoutNull(shape: EncodedShape): EncodedShape {
  if (Array.isArray(shape) && shape[0] === "?") return shape[1];
  if (typeof shape !== "string" || !shape.endsWith("?")) return shape;
  return shape.slice(0, -1) as EncodedPrimitive;
}

const unknown = new $ZodUnknown({ type: "unknown" });
const string = new $ZodString({ type: "string" });
const number = new $ZodNumber({ type: "number", checks: [] });
const boolean = new $ZodBoolean({ type: "boolean" });
const nothing = new $ZodNull({ type: "null" });
const nullableString = nullable(string);
const nullableNumber = nullable(number);
const nullableBoolean = nullable(boolean);
