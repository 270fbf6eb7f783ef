import { CodegenError } from "../codegen-error.js";
import type { FieldComments } from "../option-comments.js";
import {
  type Definition,
  type Definitions,
  type Field,
  type ObjectShape,
  withoutDeprecation,
} from "../shape.js";

/**
 * Documents the fields for which the protocol has no comment. Fails on a field of these types that
 * has none either way, and on a comment that no field needs.
 */
export function applyComments(
  definitions: Definitions,
  comments: Readonly<Record<string, FieldComments>>,
): Definitions {
  const commented = Object.entries(comments).map(([name, fields]): [string, Definition] => {
    const definition = definitions.get(name);
    if (definition?.shape.kind !== "object") {
      throw new CodegenError(`option-comments.ts names ${name}, which is no object`);
    }
    return [name, { ...definition, shape: commentObject(definition.shape, name, fields) }];
  });
  return new Map([...definitions, ...commented]);
}

function commentObject(shape: ObjectShape, type: string, comments: FieldComments): ObjectShape {
  const gone = Object.keys(comments).filter((name) => !shape.fields.some((f) => f.name === name));
  if (gone.length > 0) {
    throw new CodegenError(`option-comments.ts: ${type} has no field ${gone.join(", ")}`);
  }
  const comment = (field: Field): Field => {
    const own = Object.hasOwn(comments, field.name) ? comments[field.name] : undefined;
    return commentField(field, `${type}.${field.name}`, own);
  };
  return { ...shape, fields: shape.fields.map(comment) };
}

function commentField(field: Field, path: string, comment: string | undefined): Field {
  const isDocumented = withoutDeprecation(field.description).trim() !== "";
  if (isDocumented && comment !== undefined) {
    throw new CodegenError(
      `option-comments.ts: the protocol documents ${path} itself now. Remove the entry`,
    );
  }
  if (isDocumented) return field;
  if (comment === undefined) {
    throw new CodegenError(`${path} has no comment: add one to option-comments.ts`);
  }
  return { ...field, description: comment };
}
