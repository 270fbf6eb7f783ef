import { CodegenError } from "./codegen-error.js";
import type { Direction } from "./directions.js";
import { emitDoc } from "./emit-doc.js";
import { emitAlternatives, emitNamedEnum, emitObject, emitShape } from "./emit-shape.js";
import {
  type Definition,
  type Definitions,
  type EnumValue,
  type ObjectShape,
  tagEnums,
  type UnionShape,
} from "./shape.js";

const unknownVariants = `/**
 * A variant that this version of the SDK does not know. It reaches you as the server sent it; its
 * \`D\` is then any other string than the known ones, whatever the placeholder here says, which
 * only keeps the known variants apart for the compiler.
 */
export type UnknownVariant<D extends string> = { [K in D]: "(unknown)" } & {
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

/** Lists of methods, which become maps in a file of their own. */
export const methodLists = new Set([
  "ClientRequest",
  "ServerRequest",
  "ServerNotification",
  "ClientNotification",
]);

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
  return [unknownVariants, ...parts].join("\n");
}

function emitDefinition(definition: Definition, context: Context): string {
  const direction = context.directions.get(definition.name) ?? "output";
  const { name, shape } = definition;
  if (shape.kind === "object") return emitInterface(name, definition, shape, direction);
  const doc = emitDoc({ ...definition, description: describe(definition) });
  if (shape.kind === "enum" && !context.tags.has(name)) {
    const values = shape.values.map(({ value }) => value);
    return `${doc}export type ${name} = ${emitNamedEnum(values, direction)};\n`;
  }
  if (shape.kind !== "union") {
    return `${doc}export type ${name} = ${emitShape(shape, direction)};\n`;
  }
  return emitUnionDefinition(name, doc, shape, direction, context.definitions);
}

/** The definition's own text, then what each value of an enum means. */
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

function emitInterface(
  name: string,
  doc: Definition | ObjectShape,
  shape: ObjectShape,
  direction: Direction,
): string {
  const comment = emitDoc(doc);
  if (shape.fields.length === 0) {
    return `${comment}export type ${name} = ${emitObject(shape, direction)};\n`;
  }
  return `${comment}export interface ${name} ${emitObject(shape, direction)}\n`;
}

/** A union, and the interfaces of those of its branches that have a telling title. */
function emitUnionDefinition(
  name: string,
  doc: string,
  shape: UnionShape,
  direction: Direction,
  definitions: Definitions,
): string {
  const branches = new Map<string, ObjectShape[]>();
  const alternatives = emitAlternatives(shape, direction, (member) => {
    const branch = member.kind === "object" ? branchName(member, name) : undefined;
    if (member.kind !== "object" || branch === undefined) return emitShape(member, direction, "  ");
    branches.set(branch, [...(branches.get(branch) ?? []), member]);
    return branch;
  });
  const type = `${doc}export type ${name} =\n  | ${alternatives.join("\n  | ")};\n`;
  return [type, ...emitBranches(branches, direction, definitions)].join("\n");
}

function emitBranches(
  branches: Map<string, ObjectShape[]>,
  direction: Direction,
  definitions: Definitions,
): string[] {
  return [...branches].map(([name, objects]) => {
    if (definitions.has(name)) throw new CodegenError(`Name collision: branch ${name} is a type`);
    const [only] = objects;
    if (only !== undefined && objects.length === 1) {
      return emitInterface(name, only, only, direction);
    }
    const types = objects.map((object) => emitObject(object, direction, "  "));
    return `export type ${name} =\n  | ${types.join("\n  | ")};\n`;
  });
}

/** A branch has a name of its own when its title extends the name of the union. */
function branchName({ title }: ObjectShape, union: string): string | undefined {
  const isTelling = title !== undefined && title !== union && title.endsWith(union);
  return isTelling && /^[A-Z]\w*$/.test(title) ? title : undefined;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
