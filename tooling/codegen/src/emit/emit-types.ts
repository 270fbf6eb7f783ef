import type { Direction } from "../read/find-directions.js";
import { methodLists } from "../read/read-methods.js";
import { type Definition, type Definitions, type EnumValue, tagEnums } from "../shape.js";
import { emitDoc, oneLine } from "./emit-doc.js";
import { emitInterface } from "./emit-interface.js";
import { emitLiterals, emitShape } from "./emit-shape.js";
import { emitUnionDefinition } from "./emit-union-definition.js";

const unknownValues = `/**
 * A value that this version of the SDK does not know, as the server sent it: any other string than
 * the known ones. It may be sent back. A string that a program has written does not pass for one,
 * so that a mistyped value does not compile; \`"newer" as UnknownValue\` sends one all the same.
 */
export type UnknownValue = string & { readonly "(unknown)": unknown };

/**
 * A variant that this version of the SDK does not know, with the fields that all known ones have.
 * It reaches you as the server sent it; its \`D\` is then any other string than the known ones,
 * whatever the placeholder here says, which only keeps the known variants apart for the compiler.
 */
export type UnknownVariant<D extends string, Common = unknown> = { [K in D]: "(unknown)" } & Common & {
	[key: string]: unknown;
};

/**
 * A variant that this version of the SDK does not know, of a union whose variants are told apart by
 * their one key. It reaches you as the server sent it; the key here is a placeholder.
 */
export interface UnknownKeyedVariant {
	"(unknown)": unknown;
}
`;

interface Context {
  definitions: Definitions;
  directions: Map<string, Direction>;
  tags: Set<string>;
}

/** The declarations of all types, sorted by name. */
export function emitTypes(definitions: Definitions, directions: Map<string, Direction>): string {
  const context = { definitions, directions, tags: tagEnums(definitions) };
  const parts = [...definitions.values()]
    .filter(({ name }) => !methodLists.has(name))
    .map((definition) => emitDefinition(definition, context));
  return [unknownValues, ...parts].join("\n");
}

function emitDefinition(definition: Definition, context: Context): string {
  const direction = context.directions.get(definition.name) ?? "output";
  const { name, shape } = definition;
  if (shape.kind === "object") return emitInterface(name, definition, shape, direction);
  const doc = emitDoc({ ...definition, description: describe(definition) });
  if (shape.kind === "union") {
    return emitUnionDefinition(name, doc, shape, direction, context.definitions);
  }
  const isTag = shape.kind === "enum" && context.tags.has(name);
  const type = isTag ? emitLiterals(shape.values) : emitShape(shape, direction);
  return `${doc}export type ${name} = ${type};\n`;
}

/** The definition's own description, then one line for each described value of an enum. */
function describe({ description, shape }: Definition): string | undefined {
  const values = enumValuesOf(shape).filter((value) => value.description !== undefined);
  const list = values.map((value) => `- \`${value.value}\`: ${oneLine(value.description ?? "")}`);
  const parts = [...(description ? [description] : []), ...(list.length ? [list.join("\n")] : [])];
  return parts.length > 0 ? parts.join("\n\n") : undefined;
}

function enumValuesOf(shape: Definition["shape"]): EnumValue[] {
  if (shape.kind === "enum") return shape.values;
  return shape.kind === "union" ? shape.members.flatMap(enumValuesOf) : [];
}
