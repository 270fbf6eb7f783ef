import { CodegenError } from "../codegen-error.js";
import type { EnumValue, Field, ObjectShape, Shape } from "../shape.js";
import { joinShapes } from "./join-shapes.js";

/** A node of a JSON Schema. */
export type SchemaNode = boolean | Keywords;

interface Keywords {
  [keyword: string]: unknown;
}

/** Keywords that do not describe the shape, and limits that a client must not enforce. */
const ignoredKeywords = new Set([
  "$schema",
  "title",
  "description",
  "default",
  "format",
  "minimum",
  "maximum",
  "minLength",
  "definitions",
]);

const shapeKeywords = [
  "$ref",
  "type",
  "enum",
  "properties",
  "required",
  "items",
  "additionalProperties",
  "oneOf",
  "anyOf",
  "allOf",
];

/** Reads a JSON Schema node. Fails on any construct it does not know; the error names `where`. */
export function readShape(node: SchemaNode, where: string): Shape {
  if (node === true) return { kind: "unknown" };
  if (node === false) throw new CodegenError(`${where}: a schema that admits nothing`);
  refuseUnknownKeywords(node, where);
  if (node.$ref !== undefined) return readReference(node.$ref, where);
  if (node.allOf !== undefined) return readAllOf(node.allOf, where);
  const branches = node.oneOf ?? node.anyOf;
  if (branches !== undefined) return readBranches(node, branches, where);
  return readTyped(node, where);
}

/** The text of a `description`, if the node has one. */
export function descriptionOf(node: SchemaNode): string | undefined {
  if (typeof node === "boolean") return undefined;
  return typeof node.description === "string" ? node.description : undefined;
}

function refuseUnknownKeywords(node: Keywords, where: string): void {
  const unknown = Object.keys(node).filter(
    (keyword) => !ignoredKeywords.has(keyword) && !shapeKeywords.includes(keyword),
  );
  if (unknown.length > 0) {
    throw new CodegenError(`${where}: unknown schema keyword ${unknown.join(", ")}`);
  }
}

function readReference(reference: unknown, where: string): Shape {
  const match = /^#\/definitions\/(?:v2\/)?([A-Za-z0-9_]+)$/.exec(String(reference));
  if (!match?.[1]) throw new CodegenError(`${where}: unknown form of $ref ${String(reference)}`);
  return { kind: "ref", name: match[1] };
}

function readAllOf(parts: unknown, where: string): Shape {
  const nodes = asNodes(parts, where);
  const [only] = nodes;
  if (nodes.length !== 1 || only === undefined) {
    throw new CodegenError(`${where}: allOf with ${nodes.length} parts`);
  }
  return readShape(only, where);
}

function readBranches(node: Keywords, branches: unknown, where: string): Shape {
  if (node.oneOf !== undefined && node.anyOf !== undefined) {
    throw new CodegenError(`${where}: oneOf and anyOf side by side`);
  }
  const members = asNodes(branches, where).flatMap((branch, index) =>
    readBranch(branch, `${where}|${index}`),
  );
  if (node.properties === undefined) return joinShapes(members);
  return joinShapes(distribute(readObject(node, where), members, where));
}

/** Reads one branch of a union; a nested union becomes several branches. */
function readBranch(branch: SchemaNode, where: string): Shape[] {
  const shape = describeBranch(readShape(branch, where), branch);
  return shape.kind === "union" ? shape.members : [shape];
}

function describeBranch(shape: Shape, branch: SchemaNode): Shape {
  const description = descriptionOf(branch);
  if (description === undefined || shape.kind !== "enum") return shape;
  const values = shape.values.map((value) => ({ ...value, description }));
  return { kind: "enum", values };
}

/** Adds to every branch the fields that the schema declares beside the branches. */
function distribute(base: Shape, members: Shape[], where: string): Shape[] {
  return members.map((member) => {
    if (base.kind !== "object" || member.kind !== "object") {
      throw new CodegenError(`${where}: properties beside a branch that is no object`);
    }
    return mergeObjects(base, member, where);
  });
}

function mergeObjects(base: ObjectShape, branch: ObjectShape, where: string): ObjectShape {
  const clash = base.fields.find((field) => branch.fields.some(({ name }) => name === field.name));
  if (clash) throw new CodegenError(`${where}: field ${clash.name} beside and inside a branch`);
  return {
    kind: "object",
    fields: [...base.fields, ...branch.fields],
    hasOtherKeys: base.hasOtherKeys || branch.hasOtherKeys,
    title: tellingTitle(base.title, branch.title),
    description: branch.description,
  };
}

/**
 * The title that says which branch this is: the branch's own in a definition; the outer one where a
 * branch is split again.
 */
function tellingTitle(base: string | undefined, branch: string | undefined): string | undefined {
  return base === undefined || branch?.endsWith(base) ? branch : base;
}

function readTyped(node: Keywords, where: string): Shape {
  const { type } = node;
  if (type === undefined) return readUntyped(node, where);
  const names = Array.isArray(type) ? type : [type];
  return joinShapes(names.map((name: unknown) => readNamedType(name, node, where)));
}

function readUntyped(node: Keywords, where: string): Shape {
  const constraints = Object.keys(node).filter((keyword) => shapeKeywords.includes(keyword));
  if (constraints.length > 0) {
    throw new CodegenError(`${where}: ${constraints.join(", ")} without a type`);
  }
  return { kind: "unknown" };
}

function readNamedType(name: unknown, node: Keywords, where: string): Shape {
  switch (name) {
    case "string":
      return node.enum === undefined ? { kind: "string" } : readEnum(node.enum, where);
    case "integer":
    case "number":
      return { kind: "number" };
    case "boolean":
      return { kind: "boolean" };
    case "null":
      return { kind: "null" };
    case "array":
      return {
        kind: "array",
        items: readShape(asNode(node.items ?? true, where), `${where}[]`),
      };
    case "object":
      return readObject(node, where);
    default:
      throw new CodegenError(`${where}: unknown type ${String(name)}`);
  }
}

function readEnum(values: unknown, where: string): Shape {
  if (!Array.isArray(values)) throw new CodegenError(`${where}: enum is not a list`);
  return { kind: "enum", values: values.map((value: unknown) => readEnumValue(value, where)) };
}

function readEnumValue(value: unknown, where: string): EnumValue {
  if (typeof value !== "string") {
    throw new CodegenError(`${where}: enum value ${String(value)} is no string`);
  }
  return { value };
}

function readObject(node: Keywords, where: string): Shape {
  const other = node.additionalProperties;
  const properties = Object.entries((node.properties ?? {}) as Record<string, SchemaNode>);
  if (properties.length === 0 && other !== undefined && other !== false) {
    return { kind: "record", values: readShape(asNode(other, where), `${where}{}`) };
  }
  if (Array.isArray(node.type) && properties.length === 0) {
    return { kind: "record", values: { kind: "unknown" } };
  }
  if (other !== undefined && typeof other !== "boolean") {
    throw new CodegenError(`${where}: properties beside typed additionalProperties`);
  }
  const required = new Set(Array.isArray(node.required) ? node.required : []);
  return {
    kind: "object",
    fields: properties.map(([name, value]) => readField(name, value, required.has(name), where)),
    hasOtherKeys: other === true,
    title: typeof node.title === "string" ? node.title : undefined,
    description: descriptionOf(node),
  };
}

function readField(name: string, node: SchemaNode, required: boolean, where: string): Field {
  const shape = readShape(node, `${where}.${name}`);
  return { name, shape, required, description: descriptionOf(node) };
}

function asNodes(value: unknown, where: string): SchemaNode[] {
  if (!Array.isArray(value)) throw new CodegenError(`${where}: a list of schemas is expected`);
  return value.map((node: unknown) => asNode(node, where));
}

function asNode(value: unknown, where: string): SchemaNode {
  const isNode = typeof value === "boolean" || (typeof value === "object" && value !== null);
  if (!isNode || Array.isArray(value)) throw new CodegenError(`${where}: no JSON Schema`);
  return value as SchemaNode;
}
