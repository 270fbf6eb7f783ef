import type { Direction } from "../read/find-directions.js";
import {
  discriminatorOf,
  type EnumShape,
  type EnumValue,
  type Field,
  isKeyedByVariant,
  type ObjectShape,
  type Shape,
  tagValue,
  type UnionShape,
} from "../shape.js";
import { emitDoc } from "./emit-doc.js";

/** Generated files indent by tabs, which keeps the declarations that every user loads small. */
export const indentUnit = "\t";

/** Renders a shape as a TypeScript type, as the side that reads or writes it needs it. */
export function emitShape(shape: Shape, direction: Direction, indent = ""): string {
  switch (shape.kind) {
    case "unknown":
    case "string":
    case "number":
    case "boolean":
    case "null":
      return shape.kind;
    case "ref":
      return shape.name;
    case "enum":
      return emitEnum(shape, direction);
    case "array":
      return emitArray(emitShape(shape.items, direction, indent));
    case "record":
      return `{ [key: string]: ${emitShape(shape.values, direction, indent)} }`;
    case "object":
      return emitObject(shape, direction, indent);
    case "union":
      return emitUnion(shape, direction, indent);
  }
}

/** The braces of an object type, with the documentation of its fields. */
export function emitObject(shape: ObjectShape, direction: Direction, indent = ""): string {
  if (shape.fields.length === 0 && !shape.hasOtherKeys) return "Record<string, never>";
  const inner = `${indent}${indentUnit}`;
  const fields = tagFirst(shape.fields).map((field) => emitField(field, direction, inner));
  const other = shape.hasOtherKeys ? [`${inner}[key: string]: unknown;\n`] : [];
  return `{\n${[...fields, ...other].join("")}${indent}}`;
}

/** The values of an enum, open to others where the server may be newer. */
function emitEnum({ values }: EnumShape, direction: Direction): string {
  return emitLiterals(values) + (direction === "input" ? "" : " | (string & {})");
}

/** The values of an enum and no other: a tag that admits any string would tell nothing. */
export function emitLiterals(values: EnumValue[]): string {
  return values.map(({ value }) => JSON.stringify(value)).join(" | ");
}

/**
 * The alternatives of a union as types. `name` may give an object a name of its own. Where the
 * server writes the union, the last alternative stands for what this version does not know.
 */
export function emitAlternatives(
  { members }: UnionShape,
  direction: Direction,
  name: (member: Shape) => string,
): string[] {
  const unknown = direction === "input" ? undefined : unknownAlternative(members);
  const known = unknown === undefined ? members : withoutCatchAlls(members);
  return [...new Set([...known.map(name), ...(unknown ?? [])])];
}

function unknownAlternative(members: Shape[]): string[] | undefined {
  const discriminator = discriminatorOf(members.filter((member) => member.kind === "object"));
  if (discriminator !== undefined) return [`UnknownVariant<${JSON.stringify(discriminator)}>`];
  return isKeyedByVariant(members) ? ["UnknownKeyedVariant"] : undefined;
}

/** Drops what a schema writes for "and whatever else comes", which the open forms already say. */
function withoutCatchAlls(members: Shape[]): Shape[] {
  const hasEnum = members.some(({ kind }) => kind === "enum");
  const isCatchAll = (member: Shape): boolean =>
    (member.kind === "string" && hasEnum) ||
    (member.kind === "record" && member.values.kind === "unknown");
  return members.filter((member) => !isCatchAll(member));
}

function emitArray(items: string): string {
  return /^\w+$/.test(items) ? `${items}[]` : `Array<${items}>`;
}

function emitUnion(shape: UnionShape, direction: Direction, indent: string): string {
  const emit = (member: Shape): string => emitShape(member, direction, indent);
  return emitAlternatives(shape, direction, emit).join(" | ");
}

function emitField(field: Field, direction: Direction, indent: string): string {
  const optional = isOptional(field, direction) ? "?" : "";
  const type = emitFieldType(field, direction, indent);
  return `${emitDoc(field, indent)}${indent}${emitKey(field.name)}${optional}: ${type};\n`;
}

function emitFieldType({ shape }: Field, direction: Direction, indent: string): string {
  const isTag = shape.kind === "enum" && shape.values.length === 1;
  return isTag ? emitLiterals(shape.values) : emitShape(shape, direction, indent);
}

/** What the server writes is as complete as it declares; what it reads is as loose as it allows. */
function isOptional(field: Field, direction: Direction): boolean {
  if (field.required) return false;
  return direction !== "output" || field.alwaysSent !== true;
}

function emitKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function tagFirst(fields: Field[]): Field[] {
  const isTag = (field: Field): boolean => tagValue(field) !== undefined;
  return [...fields.filter(isTag), ...fields.filter((field) => !isTag(field))];
}
