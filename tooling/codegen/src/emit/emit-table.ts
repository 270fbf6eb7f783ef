import type {
  EncodedMethods,
  EncodedShape,
} from "../../../../packages/codex-app-server-sdk/src/protocol/encoded-shape.js";
import { type Method, methodLists } from "../read/read-methods.js";
import type { Protocol } from "../read/read-protocol.js";
import { type Definition, type Definitions, reachableFrom } from "../shape.js";
import { indentUnit } from "./emit-shape.js";
import { type EncodeReference, encodeShape } from "./encode-shape.js";

/** The shapes and methods for the validators, as text that is parsed when first needed. */
export interface Table {
  /** One JSON value per line. */
  shapes: string;
  methods: EncodedMethods;
  /** The types that users can refer to by name. Their lines come first, in this order. */
  names: string[];
}

/** The line of every type that has one, and the types that users can refer to by name. */
interface Numbering {
  names: string[];
  lines: Map<string, number>;
}

/**
 * Encodes every type that a method uses, directly or through other types: each on its own line,
 * except for aliases, which are inlined.
 */
export function buildTable({ definitions, methods }: Protocol): Table {
  const all = [...Object.values(methods)].flat() as Method[];
  const { names, lines } = numberLines(definitions, all);
  const encodeReference = (name: string): EncodedShape => {
    const line = lines.get(name);
    if (line !== undefined) return line;
    const definition = definitions.get(name);
    return definition ? encodeShape(definition.shape, encodeReference) : "u";
  };
  const shapes = [...lines.keys()].flatMap((name) => {
    const definition = definitions.get(name);
    return definition ? [JSON.stringify(encodeShape(definition.shape, encodeReference))] : [];
  });
  return {
    shapes: shapes.join("\n"),
    methods: {
      clientRequests: encodeRequests(methods.clientRequests, encodeReference),
      serverRequests: encodeRequests(methods.serverRequests, encodeReference),
      serverNotifications: Object.fromEntries(
        methods.serverNotifications.map((method) => [
          method.name,
          encodeParams(method, encodeReference),
        ]),
      ),
    },
    names,
  };
}

/** Writes the module that holds shapes and methods, as strings: they cost nothing until parsed. */
export function emitTable({ shapes, methods }: Table): string {
  return [
    `/** The shape of every type, one JSON value per line. */\nexport const shapes =\n  ${quote(shapes)};\n`,
    `/** The shapes of every method's params and result, as JSON. */\nexport const methods =\n  ${quote(JSON.stringify(methods))};\n`,
  ].join("\n");
}

/** Writes the module that finds the line of a type by its name. */
export function emitNames({ names }: Table): string {
  const list = quote(names.join(" "));
  return `/** The types that can be parsed by name, in the order of their lines. */\nexport const names =\n  ${list};\n`;
}

/** Writes the map from the name of a type to the type. */
export function emitNamedTypes({ names }: Table): string {
  const imports = names.map((name) => `${indentUnit}${name},\n`).join("");
  const entries = names.map((name) => `${indentUnit}${name}: ${name};\n`).join("");
  return `import type {\n${imports}} from "./types.js";\n
/** Every type that has a structure and is not just what one method takes or gives. */
export interface NamedTypes {\n${entries}}\n`;
}

/** Whether a type has a line of its own. */
function hasLine({ name, shape }: Definition): boolean {
  const isComposite = shape.kind === "object" || shape.kind === "union" || shape.kind === "record";
  return isComposite && !methodLists.has(name);
}

/**
 * Numbers the types that methods use. The params and results of methods come last and unnamed,
 * because they are found by their method.
 */
function numberLines(definitions: Definitions, methods: Method[]): Numbering {
  const roots = new Set(methods.flatMap(({ params, result }) => [params, result]));
  const reached = reachableFrom(roots, definitions);
  const all = [...definitions.values()].filter((d) => reached.has(d.name) && hasLine(d));
  const sorted = all.map(({ name }) => name);
  const names = sorted.filter((name) => !roots.has(name));
  const ordered = [...names, ...sorted.filter((name) => roots.has(name))];
  return { names, lines: new Map(ordered.map((name, index) => [name, index])) };
}

function encodeRequests(
  methods: Method[],
  encodeReference: EncodeReference,
): EncodedMethods["clientRequests"] {
  return Object.fromEntries(
    methods.map((method): [string, [EncodedShape, EncodedShape]] => [
      method.name,
      [encodeParams(method, encodeReference), encodeReference(method.result ?? "")],
    ]),
  );
}

function encodeParams(method: Method, encodeReference: EncodeReference): EncodedShape {
  if (method.params === undefined) return "z";
  const params = encodeReference(method.params);
  return method.paramsOptional ? ["?", params] : params;
}

/** A string literal in the form that bundlers leave unchanged. */
function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`;
}
