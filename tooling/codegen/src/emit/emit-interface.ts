import type { Direction } from "../read/find-directions.js";
import type { ObjectShape } from "../shape.js";
import { type Doc, emitDoc } from "./emit-doc.js";
import { emitObject } from "./emit-shape.js";

/** Declares an interface, or a type alias when there are no fields. */
export function emitInterface(
  name: string,
  doc: Doc,
  shape: ObjectShape,
  direction: Direction,
  base?: string,
): string {
  const comment = emitDoc(doc);
  const braces = emitObject(shape, direction);
  if (shape.fields.length === 0) return `${comment}export type ${name} = ${braces};\n`;
  return `${comment}export interface ${name} ${base ? `extends ${base} ` : ""}${braces}\n`;
}
