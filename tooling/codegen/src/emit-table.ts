import type {
  EncodedMethods,
  EncodedShape,
} from "../../../packages/codex-app-server-sdk/src/protocol/encoded-shape.js";
import { methodLists } from "./emit-types.js";
import { encodeShape } from "./encode-shape.js";
import type { Method } from "./read-methods.js";
import type { Protocol } from "./read-protocol.js";
import { type Definition, type Definitions, referencedNames } from "./shape.js";

/** The shapes and methods for the validators, as text that is parsed when it is first needed. */
export interface Table {
  /** One JSON value per line. */
  shapes: string;
  methods: EncodedMethods;
  /** The line of each type that users can name. */
  names: { [name: string]: number };
}

/** Encodes every type that a method reaches, each on a line of its own unless it is a mere alias. */
export function buildTable({ definitions, methods }: Protocol): Table {
  const lines = numberLines(definitions, [...Object.values(methods)].flat() as Method[]);
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
    names: Object.fromEntries(lines),
  };
}

/** The module that holds shapes and methods. Its strings cost nothing until they are parsed. */
export function emitTable({ shapes, methods }: Table): string {
  return [
    `/** The shape of every type, one JSON value per line. */\nexport const shapes =\n  ${quote(shapes)};\n`,
    `/** The shapes of every method's params and result, as JSON. */\nexport const methods =\n  ${quote(JSON.stringify(methods))};\n`,
  ].join("\n");
}

/** The module that tells the line of each type by its name. */
export function emitNames({ names }: Table): string {
  const list = Object.keys(names).join(" ");
  return `/** The names of the types in the order of their lines. */\nexport const names =\n  ${quote(list)};\n`;
}

/** Whether a type has a line of its own, and so can be named to a validator. */
export function hasLine({ name, shape }: Definition): boolean {
  const isComposite = shape.kind === "object" || shape.kind === "union" || shape.kind === "record";
  return isComposite && !methodLists.has(name);
}

function numberLines(definitions: Definitions, methods: Method[]): Map<string, number> {
  const reached = new Set<string>();
  const visit = (name: string | undefined) => {
    const definition = name === undefined ? undefined : definitions.get(name);
    if (definition === undefined || reached.has(definition.name)) return;
    reached.add(definition.name);
    referencedNames(definition.shape).forEach(visit);
  };
  for (const method of methods) [method.params, method.result].forEach(visit);
  const names = [...definitions.values()].filter((d) => reached.has(d.name) && hasLine(d));
  return new Map(names.map(({ name }, index) => [name, index]));
}

function encodeRequests(methods: Method[], encodeReference: (name: string) => EncodedShape) {
  return Object.fromEntries(
    methods.map((method): [string, [EncodedShape, EncodedShape]] => [
      method.name,
      [encodeParams(method, encodeReference), encodeReference(method.result ?? "")],
    ]),
  );
}

function encodeParams(
  method: Method,
  encodeReference: (name: string) => EncodedShape,
): EncodedShape {
  if (method.params === undefined) return "z";
  const params = encodeReference(method.params);
  return method.paramsOptional ? ["?", params] : params;
}

/** A string literal that bundlers keep as it is. */
function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`;
}
