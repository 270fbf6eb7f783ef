import { type Definitions, type Field, type ObjectShape, type Shape, tagValue } from "../shape.js";
import type { Method, Methods } from "./read-methods.js";

/** Marks every type, branch and field that the stable output lacks. */
export function markExperimentalDefinitions(all: Definitions, stable: Definitions): Definitions {
  return new Map(
    [...all].map(([name, definition]) => {
      const counterpart = stable.get(name);
      if (counterpart === undefined) return [name, { ...definition, experimental: true }];
      return [name, { ...definition, shape: markShape(definition.shape, counterpart.shape) }];
    }),
  );
}

/** Marks every method that the stable output lacks. */
export function markExperimentalMethods(all: Methods, stable: Methods): Methods {
  return {
    clientRequests: markMethods(all.clientRequests, stable.clientRequests),
    serverRequests: markMethods(all.serverRequests, stable.serverRequests),
    serverNotifications: markMethods(all.serverNotifications, stable.serverNotifications),
    clientNotifications: markMethods(all.clientNotifications, stable.clientNotifications),
  };
}

function markMethods(methods: Method[], known: Method[]): Method[] {
  const names = new Set(known.map(({ name }) => name));
  return methods.map((method) => ({ ...method, experimental: !names.has(method.name) }));
}

function markShape(shape: Shape, stable: Shape): Shape {
  switch (shape.kind) {
    case "object":
      return markObject(shape, objectsOf(stable));
    case "union":
      return { ...shape, members: shape.members.map((member) => markShape(member, stable)) };
    case "array":
      return stable.kind === "array"
        ? { ...shape, items: markShape(shape.items, stable.items) }
        : shape;
    case "record":
      return stable.kind === "record"
        ? { ...shape, values: markShape(shape.values, stable.values) }
        : shape;
    default:
      return shape;
  }
}

function objectsOf(shape: Shape): ObjectShape[] {
  if (shape.kind === "object") return [shape];
  return shape.kind === "union" ? shape.members.flatMap(objectsOf) : [];
}

function markObject(shape: ObjectShape, candidates: ObjectShape[]): ObjectShape {
  const counterpart = candidates.find((candidate) => isCounterpart(shape, candidate));
  if (counterpart === undefined) return { ...shape, experimental: true };
  const known = new Map(counterpart.fields.map((field) => [field.name, field]));
  return { ...shape, fields: shape.fields.map((field) => markField(field, known.get(field.name))) };
}

/** Whether a stable object is the same one: it has no further field, and the same tags. */
function isCounterpart(shape: ObjectShape, candidate: ObjectShape): boolean {
  const byName = new Map(shape.fields.map((field) => [field.name, field]));
  return candidate.fields.every((field) => {
    const own = byName.get(field.name);
    return own !== undefined && tagValue(own) === tagValue(field);
  });
}

function markField(field: Field, stable: Field | undefined): Field {
  if (stable === undefined) return { ...field, experimental: true };
  return { ...field, shape: markShape(field.shape, stable.shape) };
}
