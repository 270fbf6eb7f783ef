import type { CodexOutput } from "../ask/run-codex.js";
import { CodegenError } from "../codegen-error.js";
import type { Overrides } from "../overrides.js";
import type { Definitions } from "../shape.js";
import { applyComments } from "./apply-comments.js";
import { applyDeclarations } from "./apply-declarations.js";
import { type Direction, findDirections } from "./find-directions.js";
import { hideTestFields } from "./hide-test-fields.js";
import { markExperimentalDefinitions, markExperimentalMethods } from "./mark-experimental.js";
import { type Declarations, declaredMethods, readDeclarations } from "./read-declarations.js";
import { flattenBundle, readDefinitions, type SchemaBundle } from "./read-definitions.js";
import { type Methods, readMethods } from "./read-methods.js";
import type { SchemaNode } from "./read-shape.js";
import { resolveResults } from "./resolve-results.js";

/** The whole protocol of one binary, as the emitting files need it. */
export interface Protocol {
  definitions: Definitions;
  methods: Methods;
  directions: Map<string, Direction>;
}

/** Joins the four outputs of a binary. Fails on anything in them that it does not understand. */
export function readProtocol(output: CodexOutput, overrides: Overrides): Protocol {
  const all = readBundle(output.experimental.schema);
  const stable = readBundle(output.stable.schema);
  const declarations = readDeclarations(output.experimental.declarations);
  const resolved = resolveResults(readMethods(all), all, overrides.results);
  const methods = markExperimentalMethods(resolved, readMethods(stable));
  refuseUnexpectedMethods(methods, declarations, overrides.typescriptOnly);
  const marked = markExperimentalDefinitions(readDefinitions(all), readDefinitions(stable));
  refuseStaleOmissions(marked, overrides.omittedByServer);
  const declared = applyDeclarations(marked, declarations, overrides.omittedByServer);
  const commented = applyComments(declared, overrides.optionComments);
  const definitions = hideTestFields(commented, overrides.testOnly);
  return { definitions, methods, directions: findDirections(definitions, methods) };
}

function readBundle(text: string): Map<string, SchemaNode> {
  return flattenBundle(JSON.parse(text) as SchemaBundle);
}

/**
 * Methods that only generate-ts has must be listed in the overrides, see
 * `Overrides.typescriptOnly`.
 */
function refuseUnexpectedMethods(
  methods: Methods,
  declarations: Declarations,
  expected: readonly string[],
): void {
  const known = new Set(
    Object.values(methods).flatMap((list: Methods[keyof Methods]) => list.map(({ name }) => name)),
  );
  const lists = ["ClientRequest", "ServerRequest", "ServerNotification"];
  const declared = lists.flatMap((list) => declaredMethods(list, declarations));
  const extra = [...new Set(declared)].filter((name) => !known.has(name)).sort();
  if (extra.join() !== [...expected].sort().join()) {
    throw new CodegenError(
      `generate-ts names methods that the JSON Schema lacks: ${extra.join(", ") || "none"}, overrides.ts expects ${expected.join(", ") || "none"}`,
    );
  }
}

function refuseStaleOmissions(definitions: Definitions, omitted: readonly string[]): void {
  for (const path of omitted) {
    const [type = "", name] = path.split(".");
    const shape = definitions.get(type)?.shape;
    const field = shape?.kind === "object" && shape.fields.find((field) => field.name === name);
    if (!field) throw new CodegenError(`overrides.ts names ${path}, which does not exist`);
  }
}
