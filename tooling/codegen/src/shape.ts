/**
 * What a JSON value of the protocol looks like. `read` makes shapes from the schemas, and `emit`
 * writes types and the validators' table from shapes.
 */
export type Shape =
  | { kind: "unknown" }
  | { kind: "string" }
  | { kind: "number" }
  | { kind: "boolean" }
  | { kind: "null" }
  | EnumShape
  | { kind: "array"; items: Shape }
  | { kind: "record"; values: Shape }
  | ObjectShape
  | { kind: "ref"; name: string }
  | UnionShape;

export interface EnumShape {
  kind: "enum";
  values: EnumValue[];
}

export interface EnumValue {
  value: string;
  description?: string;
}

export interface ObjectShape {
  kind: "object";
  fields: Field[];
  /** Whether the schema says explicitly that other keys occur. */
  hasOtherKeys: boolean;
  title?: string;
  description?: string;
  experimental?: boolean;
}

export interface UnionShape {
  kind: "union";
  members: Shape[];
}

export interface Field {
  name: string;
  shape: Shape;
  /** Whether a reader rejects the object without it: required by the JSON Schema. */
  required: boolean;
  /** Whether the server always writes it: not optional in generate-ts. */
  alwaysSent?: boolean;
  description?: string;
  /** Why it is deprecated; may be empty. Missing when it is not deprecated. */
  deprecated?: string;
  experimental?: boolean;
  /** Whether it is there for tests of the server: it is validated, but no part of the types. */
  testOnly?: boolean;
}

export interface Definition {
  name: string;
  shape: Shape;
  description?: string;
  deprecated?: string;
  experimental?: boolean;
}

export type Definitions = Map<string, Definition>;

/** Every shape directly inside this one. */
function childShapes(shape: Shape): Shape[] {
  switch (shape.kind) {
    case "array":
      return [shape.items];
    case "record":
      return [shape.values];
    case "object":
      return shape.fields.map((field) => field.shape);
    case "union":
      return shape.members;
    default:
      return [];
  }
}

/** A description without the deprecation, which the declarations state as a tag of its own. */
export function withoutDeprecation(description = ""): string {
  return description.replace(/^@deprecated[\s\S]*$/m, "");
}

/** The names of all definitions that a shape refers to, at any depth. */
export function referencedNames(shape: Shape): string[] {
  if (shape.kind === "ref") return [shape.name];
  return childShapes(shape).flatMap(referencedNames);
}

/** The names of the definitions that `roots` lead to through references, `roots` included. */
export function reachableFrom(
  roots: Iterable<string | undefined>,
  definitions: Definitions,
): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string | undefined): void => {
    const definition = name === undefined ? undefined : definitions.get(name);
    if (definition === undefined || reached.has(definition.name)) return;
    reached.add(definition.name);
    for (const next of referencedNames(definition.shape)) visit(next);
  };
  for (const root of roots) visit(root);
  return reached;
}

/** The value of a required field that allows exactly one string: such a field is a branch's tag. */
export function tagValue(field: Field): string | undefined {
  if (field.shape.kind !== "enum" || field.shape.values.length !== 1) return undefined;
  return field.required ? field.shape.values[0]?.value : undefined;
}

/** Named enums with one value that are the tag of a named object in a union. */
export function tagEnums(definitions: Definitions): Set<string> {
  const unions = [...definitions.values()].flatMap(({ shape }) =>
    shape.kind === "union" ? shape.members : [],
  );
  const members = unions.flatMap((member) =>
    member.kind === "ref" ? (definitions.get(member.name)?.shape ?? []) : [],
  );
  const fields = members.flatMap((member) => (member.kind === "object" ? member.fields : []));
  return new Set(
    fields.flatMap(({ shape, required }) => {
      const type = shape.kind === "ref" && required ? definitions.get(shape.name) : undefined;
      return type?.shape.kind === "enum" && type.shape.values.length === 1 ? [type.name] : [];
    }),
  );
}

/** The name of the field whose value says which of these objects a value is, if there is one. */
export function discriminatorOf(objects: ObjectShape[]): string | undefined {
  const [first] = objects;
  if (first === undefined || objects.length < 2) return undefined;
  const isTagEverywhere = (name: string): boolean =>
    objects.every((object) =>
      object.fields.some((field) => field.name === name && tagValue(field) !== undefined),
    );
  const candidates = first.fields.map((field) => field.name).filter(isTagEverywhere);
  return candidates.find((name) => countTags(objects, name) > 1);
}

/**
 * Whether each of these objects is recognised by its only key. Serde, which the server uses, writes
 * an enum with data so: `"plain" | { withData: … }`.
 */
export function isKeyedByVariant(members: Shape[]): boolean {
  const objects = members.filter((member) => member.kind === "object");
  const keys = objects.map(({ fields }) => (fields.length === 1 ? fields[0] : undefined));
  const hasAlternatives = objects.length > 1 || members.some(({ kind }) => kind === "enum");
  const names = new Set(keys.map((key) => key?.name));
  const areKeyed = keys.every((key) => key?.required && tagValue(key) === undefined);
  return objects.length > 0 && hasAlternatives && areKeyed && names.size === objects.length;
}

/** The value of an object's tag, which says which branch it is. */
export function tagOf(object: ObjectShape, discriminator: string): string | undefined {
  const field = object.fields.find(({ name }) => name === discriminator);
  return field && tagValue(field);
}

function countTags(objects: ObjectShape[], name: string): number {
  return new Set(objects.map((object) => tagOf(object, name))).size;
}
