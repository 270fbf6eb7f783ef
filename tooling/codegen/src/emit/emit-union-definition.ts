import { CodegenError } from "../codegen-error.js";
import type { Direction } from "../read/find-directions.js";
import type { Definitions, Field, ObjectShape, UnionShape } from "../shape.js";
import { identicalFields } from "./common-fields.js";
import { emitInterface } from "./emit-interface.js";
import { emitAlternatives, emitObject, emitShape, indentUnit } from "./emit-shape.js";

/** With fewer branches or shared fields than these, a common base interface is not worth having. */
const minBranchesForBase = 3;
const minFieldsForBase = 2;

type Branches = Map<string, ObjectShape[]>;

/** Declares a union, and an interface for each branch whose title says which branch it is. */
export function emitUnionDefinition(
  name: string,
  doc: string,
  shape: UnionShape,
  direction: Direction,
  definitions: Definitions,
): string {
  const branches: Branches = new Map();
  const alternatives = emitAlternatives(shape, direction, (member) => {
    const branch = member.kind === "object" ? branchName(member, name) : undefined;
    if (member.kind !== "object" || branch === undefined) {
      return emitShape(member, direction, indentUnit);
    }
    branches.set(branch, [...(branches.get(branch) ?? []), member]);
    return branch;
  });
  const bases = emitBranches(name, branches, direction);
  refuseCollisions([...bases.keys()], definitions);
  return [`${doc}export type ${name} =${list(alternatives)};\n`, ...bases.values()].join("\n");
}

/** The name for a branch: its title, when that is the union's name with something in front. */
function branchName({ title }: ObjectShape, union: string): string | undefined {
  const isTelling = title !== undefined && title !== union && title.endsWith(union);
  return isTelling && /^[A-Z]\w*$/.test(title) ? title : undefined;
}

/** The declarations of the branches, and of the base with their common fields, by name. */
function emitBranches(
  union: string,
  branches: Branches,
  direction: Direction,
): Map<string, string> {
  const shared = identicalFields([...branches.values()].flat());
  const hasBase = branches.size >= minBranchesForBase && shared.length >= minFieldsForBase;
  const base = hasBase ? `${union}Base` : undefined;
  const emitted = new Map<string, string>();
  if (base) emitted.set(base, emitBase(base, union, shared, direction));
  for (const [name, objects] of branches) {
    const own = base ? objects.map((object) => withoutFields(object, shared)) : objects;
    emitted.set(name, emitBranch(name, own, direction, base));
  }
  return emitted;
}

function emitBase(name: string, union: string, fields: Field[], direction: Direction): string {
  const shape: ObjectShape = { kind: "object", fields, hasOtherKeys: false };
  const description = `What every {@link ${union}} has.`;
  return emitInterface(name, { description }, shape, direction);
}

function emitBranch(
  name: string,
  objects: ObjectShape[],
  direction: Direction,
  base?: string,
): string {
  const [only] = objects;
  if (only !== undefined && objects.length === 1) {
    return emitInterface(name, only, only, direction, base);
  }
  const types = objects.map((object) => emitObject(object, direction, indentUnit));
  return `export type ${name} =${list(base ? types.map((type) => `${base} & ${type}`) : types)};\n`;
}

function withoutFields(object: ObjectShape, fields: Field[]): ObjectShape {
  const names = new Set(fields.map(({ name }) => name));
  return { ...object, fields: object.fields.filter(({ name }) => !names.has(name)) };
}

function refuseCollisions(names: string[], definitions: Definitions): void {
  const taken = names.find((name) => definitions.has(name));
  if (taken) throw new CodegenError(`Name collision: branch ${taken} is a type of its own too`);
}

function list(alternatives: string[]): string {
  return alternatives.map((alternative) => `\n${indentUnit}| ${alternative}`).join("");
}
