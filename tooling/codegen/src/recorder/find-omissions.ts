import type { Protocol } from "../read/read-protocol.js";
import { discriminatorOf, type ObjectShape, type Shape, tagOf } from "../shape.js";

/**
 * Fields that a value lacks although its type says that the server always writes them, as
 * `Type.field`. Looks through lists, records, references and tagged unions.
 */
export function findOmissions(type: string, value: unknown, { definitions }: Protocol): string[] {
  const visit = (shape: Shape, inner: unknown, where: string): string[] => {
    switch (shape.kind) {
      case "ref": {
        const definition = definitions.get(shape.name);
        return definition ? visit(definition.shape, inner, shape.name) : [];
      }
      case "array":
        return Array.isArray(inner) ? inner.flatMap((item) => visit(shape.items, item, where)) : [];
      case "record":
        return isRecord(inner)
          ? Object.values(inner).flatMap((item) => visit(shape.values, item, where))
          : [];
      case "object":
        return isRecord(inner) ? visitFields(shape, inner, where) : [];
      case "union":
        return visitUnion(shape.members, inner, where);
      default:
        return [];
    }
  };
  const visitFields = ({ fields }: ObjectShape, inner: Record<string, unknown>, where: string) =>
    fields.flatMap((field) => {
      if (field.name in inner) return visit(field.shape, inner[field.name], where);
      return field.alwaysSent ? [`${where}.${field.name}`] : [];
    });
  const visitUnion = (members: Shape[], inner: unknown, where: string): string[] => {
    const objects = members.filter((member) => member.kind === "object");
    const discriminator = discriminatorOf(objects);
    if (discriminator !== undefined && isRecord(inner)) {
      const tag = inner[discriminator];
      const branch = objects.find((object) => tagOf(object, discriminator) === tag);
      return branch ? visitFields(branch, inner, where) : [];
    }
    const others = members.filter(({ kind }) => kind !== "null");
    const [only] = others;
    return others.length === 1 && only ? visit(only, inner, where) : [];
  };
  return visit({ kind: "ref", name: type }, value, type);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
