import type { Shape } from "../shape.js";

/** Joins alternatives: flattens nested unions, merges all enums into one, and drops duplicates. */
export function joinShapes(shapes: Shape[]): Shape {
  const flat = shapes.flatMap((shape) => (shape.kind === "union" ? shape.members : [shape]));
  const enumValues = flat.flatMap((shape) => (shape.kind === "enum" ? shape.values : []));
  const firstEnum = flat.findIndex((shape) => shape.kind === "enum");
  const joined = flat.flatMap((shape, index): Shape[] => {
    if (shape.kind !== "enum") return [shape];
    return index === firstEnum ? [{ kind: "enum", values: enumValues }] : [];
  });
  const members = withoutDoubles(joined);
  const [only] = members;
  return members.length === 1 && only ? only : { kind: "union", members };
}

function withoutDoubles(shapes: Shape[]): Shape[] {
  const seen = new Set<string>();
  return shapes.filter((shape) => {
    const key = JSON.stringify(shape);
    return seen.size < seen.add(key).size;
  });
}
