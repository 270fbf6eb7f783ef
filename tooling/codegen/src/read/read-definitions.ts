import { isDeepStrictEqual } from "node:util";
import { CodegenError } from "../codegen-error.js";
import { type Definitions, referencedNames } from "../shape.js";
import { descriptionOf, readShape, type SchemaNode } from "./read-shape.js";

/** The file that `app-server generate-json-schema` writes: definitions at the root and in `v2`. */
export interface SchemaBundle {
  definitions: Record<string, SchemaNode> & { v2: Record<string, SchemaNode> };
}

/** Merges both namespaces of a bundle. Fails when they define one name differently. */
export function flattenBundle(bundle: SchemaBundle): Map<string, SchemaNode> {
  const { v2, ...root } = bundle.definitions;
  const nodes = new Map(Object.entries(v2));
  for (const [name, node] of Object.entries(root)) {
    const other = nodes.get(name);
    if (other !== undefined && !isDeepStrictEqual(bare(node), bare(other))) {
      throw new CodegenError(`Name collision: ${name} differs between the root and v2`);
    }
    nodes.set(name, node);
  }
  return nodes;
}

/** Reads every definition, sorted by name. Fails on a reference to a missing or recursive type. */
export function readDefinitions(nodes: Map<string, SchemaNode>): Definitions {
  const sorted = [...nodes].sort(([a], [b]) => (a < b ? -1 : 1));
  const definitions: Definitions = new Map(
    sorted.map(([name, node]) => [
      name,
      { name, shape: readShape(node, name), description: descriptionOf(node) },
    ]),
  );
  refuseDanglingReferences(definitions);
  refuseCycles(definitions);
  return definitions;
}

function bare(node: SchemaNode): SchemaNode {
  if (typeof node === "boolean") return node;
  const { $schema: _schema, title: _title, ...rest } = node;
  return rest;
}

function refuseDanglingReferences(definitions: Definitions): void {
  for (const { name, shape } of definitions.values()) {
    const missing = referencedNames(shape).find((reference) => !definitions.has(reference));
    if (missing) throw new CodegenError(`${name} refers to ${missing}, which is not defined`);
  }
}

/** The SDK compiles inner types before outer ones; recursive types would need a change there. */
function refuseCycles(definitions: Definitions): void {
  const done = new Set<string>();
  const visit = (name: string, path: string[]): void => {
    if (path.includes(name)) {
      throw new CodegenError(`Recursive type: ${[...path, name].join(" -> ")}`);
    }
    if (done.has(name)) return;
    const definition = definitions.get(name);
    for (const next of definition ? referencedNames(definition.shape) : []) {
      visit(next, [...path, name]);
    }
    done.add(name);
  };
  for (const name of definitions.keys()) visit(name, []);
}
