import { CodegenError } from "../codegen-error.js";
import type { Definitions, ObjectShape, Shape } from "../shape.js";

/**
 * Marks the fields that are there for tests of the server, see `Overrides.testOnly`. Fails on a
 * rule that no field follows.
 */
export function hideTestFields(definitions: Definitions, rules: readonly string[]): Definitions {
  const followed = new Set<string>();
  const isForTests = (name: string): boolean => {
    const rule = rules.find((rule) => follows(name, rule));
    if (rule !== undefined) followed.add(rule);
    return rule !== undefined;
  };
  const hidden = new Map(
    [...definitions].map(([name, definition]) => [
      name,
      { ...definition, shape: hideIn(definition.shape, isForTests) },
    ]),
  );
  const stale = rules.filter((rule) => !followed.has(rule));
  if (stale.length > 0) {
    throw new CodegenError(`overrides.ts: no field is named ${stale.join(" or ")} any more`);
  }
  return hidden;
}

/** A rule is a name, or the beginning of names with `*` after it. */
function follows(name: string, rule: string): boolean {
  return rule.endsWith("*") ? name.startsWith(rule.slice(0, -1)) : name === rule;
}

function hideIn(shape: Shape, isForTests: (name: string) => boolean): Shape {
  switch (shape.kind) {
    case "object":
      return hideFields(shape, isForTests);
    case "union":
      return { ...shape, members: shape.members.map((member) => hideIn(member, isForTests)) };
    case "array":
      return { ...shape, items: hideIn(shape.items, isForTests) };
    case "record":
      return { ...shape, values: hideIn(shape.values, isForTests) };
    default:
      return shape;
  }
}

function hideFields(shape: ObjectShape, isForTests: (name: string) => boolean): ObjectShape {
  const fields = shape.fields.map((field) => ({
    ...field,
    shape: hideIn(field.shape, isForTests),
    ...(isForTests(field.name) && { testOnly: true }),
  }));
  return { ...shape, fields };
}
