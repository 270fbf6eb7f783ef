import type {
  EncodedFields,
  EncodedShape,
} from "../../../../packages/codex-app-server-sdk/src/protocol/encoded-shape.js";
import { CodegenError } from "../codegen-error.js";
import {
  discriminatorOf,
  type Field,
  isKeyedByVariant,
  type ObjectShape,
  type Shape,
  tagOf,
} from "../shape.js";

/** Encodes a reference: the line of a definition, or its shape when it has no line of its own. */
export type EncodeReference = (name: string) => EncodedShape;

/**
 * The form of a shape that validators read. It does not restrict enum values, tags or number
 * ranges, see `EncodedShape`.
 */
export function encodeShape(shape: Shape, encodeReference: EncodeReference): EncodedShape {
  const encode = (inner: Shape): EncodedShape => encodeShape(inner, encodeReference);
  switch (shape.kind) {
    case "unknown":
      return "u";
    case "string":
    case "enum":
      return "s";
    case "number":
      return "n";
    case "boolean":
      return "b";
    case "null":
      return "z";
    case "ref":
      return encodeReference(shape.name);
    case "array":
      return ["a", encode(shape.items)];
    case "record":
      return ["r", encode(shape.values)];
    case "object":
      return encodeObject(shape, encode);
    case "union":
      return encodeUnion(shape.members, encode);
  }
}

type Encode = (shape: Shape) => EncodedShape;

function encodeObject({ fields }: ObjectShape, encode: Encode, tag?: string): EncodedFields {
  const entries = fields
    .filter(({ name }) => name !== tag)
    .map((field) => encodeField(field, encode))
    .filter(([key, shape]) => !(key.endsWith("?") && shape === "u"));
  return Object.fromEntries(entries);
}

function encodeField(field: Field, encode: Encode): [key: string, shape: EncodedShape] {
  if (field.name.endsWith("?") || field.name === "__proto__") {
    throw new CodegenError(`The table can't hold a field named ${field.name}`);
  }
  return [field.required ? field.name : `${field.name}?`, encode(field.shape)];
}

function encodeUnion(members: Shape[], encode: Encode): EncodedShape {
  const rest = members.filter((member) => member.kind !== "null");
  const encoded = encodeMembers(rest, encode);
  return rest.length === members.length ? encoded : nullable(encoded);
}

function nullable(shape: EncodedShape): EncodedShape {
  if (shape === "s" || shape === "n" || shape === "b") return `${shape}?`;
  return shape === "u" ? shape : ["?", shape];
}

function encodeMembers(members: Shape[], encode: Encode): EncodedShape {
  const objects = members.filter((member) => member.kind === "object");
  if (isKeyedByVariant(members)) return ["k", encodeKeyed(objects, encode)];
  const discriminator = discriminatorOf(objects);
  const others = members.filter(
    (member) => discriminator === undefined || member.kind !== "object",
  );
  const tagged: EncodedShape[] =
    discriminator === undefined
      ? []
      : [["t", discriminator, encodeTagged(objects, discriminator, encode)]];
  const [first, ...more] = [...tagged, ...unique(others.map(encode))];
  if (first === undefined) throw new CodegenError("A union without members");
  return more.length === 0 ? first : ["|", first, ...more];
}

function encodeKeyed(objects: ObjectShape[], encode: Encode): EncodedFields {
  const fields = objects.flatMap((object) => object.fields);
  return Object.fromEntries(fields.map((field) => [field.name, encode(field.shape)]));
}

/**
 * Merges branches that have the same tag; a field stays required only if all of them require it.
 */
function encodeTagged(
  objects: ObjectShape[],
  discriminator: string,
  encode: Encode,
): EncodedFields {
  const branches = new Map<string, ObjectShape>();
  for (const object of objects) {
    const tag = tagOf(object, discriminator) ?? "";
    const other = branches.get(tag);
    branches.set(tag, other ? mergeBranches(other, object) : object);
  }
  return Object.fromEntries(
    [...branches].map(([tag, object]) => [tag, encodeObject(object, encode, discriminator)]),
  );
}

function mergeBranches(a: ObjectShape, b: ObjectShape): ObjectShape {
  const names = [...new Set([...a.fields, ...b.fields].map(({ name }) => name))];
  return { ...a, fields: names.map((name) => mergeField(fieldOf(a, name), fieldOf(b, name))) };
}

function fieldOf(object: ObjectShape, name: string): Field | undefined {
  return object.fields.find((field) => field.name === name);
}

function mergeField(a: Field | undefined, b: Field | undefined): Field {
  const field = a ?? b;
  if (field === undefined) throw new CodegenError("A field of neither branch");
  if (a === undefined || b === undefined) return { ...field, required: false };
  const shape: Shape = { kind: "union", members: [a.shape, b.shape] };
  const isSame = JSON.stringify(a.shape) === JSON.stringify(b.shape);
  return { ...field, required: a.required && b.required, shape: isSame ? a.shape : shape };
}

function unique(shapes: EncodedShape[]): EncodedShape[] {
  const seen = new Map(shapes.map((shape) => [JSON.stringify(shape), shape]));
  return [...seen.values()];
}
