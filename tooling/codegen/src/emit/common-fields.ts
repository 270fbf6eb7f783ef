import { type Field, type ObjectShape, tagValue } from "../shape.js";

/** The fields, tags left out, that all of these objects have with the same type. */
export function commonFields(objects: readonly ObjectShape[]): Field[] {
  return fieldsOfAll(objects, ({ name, shape, required, alwaysSent }) => ({
    name,
    shape,
    required,
    alwaysSent,
  }));
}

/** The fields, tags left out, that are the same in all of these objects, comments included. */
export function identicalFields(objects: readonly ObjectShape[]): Field[] {
  return fieldsOfAll(objects, (field) => field);
}

function fieldsOfAll(
  [first, ...others]: readonly ObjectShape[],
  compared: (field: Field) => Partial<Field>,
): Field[] {
  const textOf = (field: Field): string => JSON.stringify(compared(field));
  const isIn = (field: Field, object: ObjectShape): boolean =>
    object.fields.some((other) => textOf(other) === textOf(field));
  const isShared = (field: Field): boolean =>
    !field.testOnly &&
    tagValue(field) === undefined &&
    others.every((object) => isIn(field, object));
  return (first?.fields ?? []).filter(isShared);
}
