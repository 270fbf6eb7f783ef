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
import { commonFields } from "./common-fields.js";
import { emitDoc } from "./emit-doc.js";

/** Generated files indent with tabs, to keep the declarations small that every user loads. */
export const indentUnit = "\t";

/** Writes a shape as a TypeScript type: strict or loose, depending on who writes the value. */
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

/**
 * Writes the braces of an object type and what is in them, with the documentation of its fields.
 */
export function emitObject(shape: ObjectShape, direction: Direction, indent = ""): string {
  if (shape.fields.length === 0 && !shape.hasOtherKeys) return "Record<string, never>";
  const inner = `${indent}${indentUnit}`;
  const visible = shape.fields.filter((field) => !field.testOnly);
  const fields = tagFirst(visible).map((field) => emitField(field, direction, inner));
  const other = shape.hasOtherKeys ? [`${inner}[key: string]: unknown;\n`] : [];
  return `{\n${[...fields, ...other].join("")}${indent}}`;
}

/**
 * The values of an enum. Where the server writes it, any other string too, as it may be newer.
 * Where both write it, such a string is marked: what was received can be sent back, but a mistyped
 * value is refused.
 */
function emitEnum({ values }: EnumShape, direction: Direction): string {
  return emitLiterals(values) + otherValues[direction];
}

const otherValues: Readonly<Record<Direction, string>> = {
  input: "",
  output: " | (string & {})",
  both: " | UnknownValue",
};

/** The values of an enum and no others: a tag that allows any string would distinguish nothing. */
export function emitLiterals(values: EnumValue[]): string {
  return values.map(({ value }) => JSON.stringify(value)).join(" | ");
}

/**
 * The alternatives of a union as types. `name` writes one of them, and may declare it under a name
 * of its own. Where the server writes the union, a last alternative stands for variants that this
 * version does not know.
 */
export function emitAlternatives(
  { members }: UnionShape,
  direction: Direction,
  name: (member: Shape) => string,
): string[] {
  const unknown = direction === "input" ? undefined : unknownAlternative(members, direction);
  const known = unknown === undefined ? members : withoutCatchAlls(members);
  return [...new Set([...known.map(name), ...(unknown ?? [])])];
}

function unknownAlternative(members: Shape[], direction: Direction): string[] | undefined {
  const objects = members.filter((member) => member.kind === "object");
  const discriminator = discriminatorOf(objects);
  if (discriminator === undefined) {
    return isKeyedByVariant(members) ? ["UnknownKeyedVariant"] : undefined;
  }
  const parameters = [JSON.stringify(discriminator), ...commonType(objects, direction)];
  return [`UnknownVariant<${parameters.join(", ")}>`];
}

/** The type with the fields that all objects have, if there are any. */
function commonType(objects: ObjectShape[], direction: Direction): string[] {
  const fields = commonFields(objects).map((field) => emitMember(field, direction));
  return fields.length === 0 ? [] : [`{ ${fields.join(" ").replace(/;$/, "")} }`];
}

/** Drops alternatives that mean "or anything else": open enums and unknown variants cover those. */
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
  return `${emitDoc(field, indent)}${indent}${emitMember(field, direction, indent)}\n`;
}

/** A field without its documentation. */
function emitMember(field: Field, direction: Direction, indent = ""): string {
  const isLeftOut = isOptional(field, direction);
  const type = emitFieldType(field, direction, indent);
  const key = `${emitKey(field.name)}${isLeftOut ? "?" : ""}`;
  const orUndefined = isLeftOut && direction !== "output" && type !== "unknown";
  return `${key}: ${orUndefined ? `${type} | undefined` : type};`;
}

function emitFieldType({ shape }: Field, direction: Direction, indent: string): string {
  const isTag = shape.kind === "enum" && shape.values.length === 1;
  return isTag ? emitLiterals(shape.values) : emitShape(shape, direction, indent);
}

/**
 * From the server, only fields that it may leave out are optional; to it, all it does not require.
 * The latter also accept undefined: JSON leaves it out, and a program has it at hand.
 */
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
