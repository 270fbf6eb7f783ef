import type ts from "typescript";
import {
  type Declarations,
  type DeclaredField,
  type DeclaredObject,
  declaredElements,
  declaredObjects,
  literalOf,
} from "./read-declarations.js";
import { type Definitions, type Field, type ObjectShape, type Shape, tagValue } from "./shape.js";

/**
 * Adds what only generate-ts knows: which fields the server always writes, which are deprecated,
 * and the order in which they were declared.
 */
export function applyDeclarations(
  definitions: Definitions,
  declarations: Declarations,
  omittedByServer: readonly string[],
): Definitions {
  return new Map(
    [...definitions].map(([name, definition]) => {
      const shape = applyTo(definition.shape, declarations.get(name), declarations);
      return [name, { ...definition, shape: withOmissions(shape, name, omittedByServer) }];
    }),
  );
}

function applyTo(shape: Shape, node: ts.TypeNode | undefined, declarations: Declarations): Shape {
  const apply = (inner: Shape, type: ts.TypeNode | undefined) => applyTo(inner, type, declarations);
  switch (shape.kind) {
    case "object":
      return applyToObject(shape, declaredObjects(node, declarations), apply);
    case "union":
      return { ...shape, members: shape.members.map((member) => apply(member, node)) };
    case "array":
      return { ...shape, items: apply(shape.items, declaredElements(node)[0]) };
    case "record":
      return { ...shape, values: apply(shape.values, declaredElements(node)[0]) };
    default:
      return shape;
  }
}

type Apply = (shape: Shape, type: ts.TypeNode | undefined) => Shape;

function applyToObject(
  shape: ObjectShape,
  candidates: DeclaredObject[],
  apply: Apply,
): ObjectShape {
  const matching = candidates.filter((candidate) => matches(shape, candidate));
  const isExact = (candidate: DeclaredObject) => candidate.length === shape.fields.length;
  const declared = matching.find(isExact) ?? matching[0];
  if (declared === undefined) return shape;
  const byName = new Map(declared.map((field) => [field.name, field]));
  const fields = shape.fields.map((field) => applyToField(field, byName.get(field.name), apply));
  return { ...shape, fields: inDeclaredOrder(fields, declared) };
}

function matches(shape: ObjectShape, candidate: DeclaredObject): boolean {
  const byName = new Map(candidate.map((field) => [field.name, field]));
  return shape.fields.every((field) => {
    const declared = byName.get(field.name);
    const tag = tagValue(field);
    return declared !== undefined && (tag === undefined || literalOf(declared.type) === tag);
  });
}

function applyToField(field: Field, declared: DeclaredField | undefined, apply: Apply): Field {
  if (declared === undefined) return field;
  return {
    ...field,
    shape: apply(field.shape, declared.type),
    alwaysSent: !declared.optional,
    deprecated: declared.deprecated,
  };
}

function inDeclaredOrder(fields: Field[], declared: DeclaredObject): Field[] {
  const position = new Map(declared.map(({ name }, index) => [name, index]));
  const placeOf = ({ name }: Field) => position.get(name) ?? fields.length;
  return [...fields].sort((a, b) => placeOf(a) - placeOf(b));
}

function withOmissions(shape: Shape, name: string, omitted: readonly string[]): Shape {
  if (shape.kind !== "object") return shape;
  const fields = shape.fields.map((field) =>
    omitted.includes(`${name}.${field.name}`) ? { ...field, alwaysSent: false } : field,
  );
  return { ...shape, fields };
}
