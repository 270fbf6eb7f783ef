import type { Protocol } from "../read/read-protocol.js";
import {
  type Definitions,
  discriminatorOf,
  type ObjectShape,
  type Shape,
  tagOf,
} from "../shape.js";

/**
 * Fields, as `Type.field`, that a value lacks although its type says that the server always writes
 * them. Looks into lists, records, references and tagged unions.
 */
export function findOmissions(type: string, value: unknown, { definitions }: Protocol): string[] {
  return new Search(definitions).in({ kind: "ref", name: type }, value, type);
}

/** Walks over a value and its shape together. */
class Search {
  readonly #definitions: Definitions;

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  in(shape: Shape, value: unknown, where: string): string[] {
    switch (shape.kind) {
      case "ref":
        return this.#inDefinition(shape.name, value);
      case "array":
        return this.#inEach(shape.items, Array.isArray(value) ? value : [], where);
      case "record":
        return this.#inEach(shape.values, isRecord(value) ? Object.values(value) : [], where);
      case "object":
        return isRecord(value) ? this.#inFields(shape, value, where) : [];
      case "union":
        return this.#inUnion(shape.members, value, where);
      default:
        return [];
    }
  }

  #inDefinition(name: string, value: unknown): string[] {
    const definition = this.#definitions.get(name);
    return definition ? this.in(definition.shape, value, name) : [];
  }

  #inEach(shape: Shape, values: unknown[], where: string): string[] {
    return values.flatMap((value) => this.in(shape, value, where));
  }

  #inFields({ fields }: ObjectShape, value: Record<string, unknown>, where: string): string[] {
    return fields.flatMap((field) => {
      if (field.name in value) return this.in(field.shape, value[field.name], where);
      return field.alwaysSent ? [`${where}.${field.name}`] : [];
    });
  }

  #inUnion(members: Shape[], value: unknown, where: string): string[] {
    const objects = members.filter((member) => member.kind === "object");
    const discriminator = discriminatorOf(objects);
    if (discriminator !== undefined && isRecord(value)) {
      const tag = value[discriminator];
      const branch = objects.find((object) => tagOf(object, discriminator) === tag);
      return branch ? this.#inFields(branch, value, where) : [];
    }
    const [only, ...others] = members.filter(({ kind }) => kind !== "null");
    return only && others.length === 0 ? this.in(only, value, where) : [];
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
