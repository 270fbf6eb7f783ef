import type ts from "typescript";
import { CodegenError } from "../codegen-error.js";
import {
  type Definition,
  type Definitions,
  type Field,
  type ObjectShape,
  type Shape,
  tagValue,
} from "../shape.js";
import {
  type Declarations,
  type DeclaredField,
  type DeclaredObject,
  declaredElements,
  declaredObjects,
  literalOf,
} from "./read-declarations.js";
import { methodLists } from "./read-methods.js";

/**
 * Adds what only generate-ts knows: which fields the server always writes, which are deprecated,
 * and in which order they are declared. Also corrects names: the schema writes `turn_id` for some
 * fields that are `turnId` on the wire.
 */
export function applyDeclarations(
  definitions: Definitions,
  declarations: Declarations,
  omittedByServer: readonly string[],
): Definitions {
  return new Map(
    [...definitions].map(([name, definition]) => {
      const shape = applyToDefinition(definition, declarations);
      return [name, { ...definition, shape: withOmissions(shape, name, omittedByServer) }];
    }),
  );
}

/** Leaves the method lists, and types that generate-ts does not declare, as they are. */
function applyToDefinition({ name, shape }: Definition, declarations: Declarations): Shape {
  const node = methodLists.has(name) ? undefined : declarations.get(name);
  return node ? new Application(name, declarations).apply(shape, node) : shape;
}

type DeclaredFields = Map<string, DeclaredField>;

/** Walks over a shape and the declaration of the same type together. */
class Application {
  readonly #where: string;
  readonly #declarations: Declarations;

  constructor(where: string, declarations: Declarations) {
    this.#where = where;
    this.#declarations = declarations;
  }

  apply(shape: Shape, node: ts.TypeNode | undefined): Shape {
    switch (shape.kind) {
      case "object":
        return this.#applyToObject(shape, node);
      case "union":
        return { ...shape, members: shape.members.map((member) => this.apply(member, node)) };
      case "array":
        return { ...shape, items: this.apply(shape.items, declaredElements(node)[0]) };
      case "record":
        return { ...shape, values: this.apply(shape.values, declaredElements(node)[0]) };
      default:
        return shape;
    }
  }

  #applyToObject(shape: ObjectShape, node: ts.TypeNode | undefined): ObjectShape {
    if (shape.fields.length === 0) return shape;
    const candidates = declaredObjects(node, this.#declarations).map(byName);
    const matching = candidates.filter((candidate) => matches(shape, candidate));
    const isExact = (candidate: DeclaredFields): boolean => candidate.size === shape.fields.length;
    const declared = matching.find(isExact) ?? matching[0];
    if (declared === undefined) {
      const names = shape.fields.map((field) => field.name).join(", ");
      throw new CodegenError(`${this.#where}: generate-ts declares no object with ${names}`);
    }
    const fields = shape.fields.map((field) => this.#applyToField(field, declared));
    return { ...shape, fields: inDeclaredOrder(fields, declared) };
  }

  #applyToField(field: Field, fields: DeclaredFields): Field {
    const declared = counterpartOf(field, fields);
    if (declared === undefined) return field;
    return {
      ...field,
      name: declared.name,
      shape: this.apply(field.shape, declared.type),
      alwaysSent: !declared.optional,
      deprecated: declared.deprecated,
    };
  }
}

function byName(fields: DeclaredObject): DeclaredFields {
  return new Map(fields.map((field) => [field.name, field]));
}

function matches(shape: ObjectShape, candidate: DeclaredFields): boolean {
  return shape.fields.every((field) => {
    const declared = counterpartOf(field, candidate);
    const tag = tagValue(field);
    return declared !== undefined && (tag === undefined || literalOf(declared.type) === tag);
  });
}

function counterpartOf({ name }: Field, fields: DeclaredFields): DeclaredField | undefined {
  return fields.get(name) ?? fields.get(toCamelCase(name));
}

function toCamelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function inDeclaredOrder(fields: Field[], declared: DeclaredFields): Field[] {
  const position = new Map([...declared.keys()].map((name, index) => [name, index]));
  const placeOf = ({ name }: Field): number => position.get(name) ?? fields.length;
  return [...fields].sort((a, b) => placeOf(a) - placeOf(b));
}

function withOmissions(shape: Shape, name: string, omitted: readonly string[]): Shape {
  if (shape.kind !== "object") return shape;
  const fields = shape.fields.map((field) =>
    omitted.includes(`${name}.${field.name}`) ? { ...field, alwaysSent: false } : field,
  );
  return { ...shape, fields };
}
