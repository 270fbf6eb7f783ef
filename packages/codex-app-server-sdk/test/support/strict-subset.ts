/**
 * What is wrong with a schema by the documented rules of strict output, undefined when nothing is.
 * Written from the rules and not from the code that it judges: a list of what is allowed, and
 * nothing else is.
 */
export function strictSubsetProblem(root: unknown): string | undefined {
  const schema = root as Node;
  if (!isNode(schema) || schema.type !== "object") return "the root is no object";
  const { $defs = {}, ...rest } = schema;
  if (!isNode($defs)) return "$defs is no object";
  return [rest, ...Object.values($defs)]
    .map((one) => problemOf(one, $defs))
    .find((problem) => problem !== undefined);
}

type Node = Readonly<Record<string, unknown>>;

const notes = ["title", "description"];
const allowed: Readonly<Record<string, readonly string[]>> = {
  object: ["properties", "required", "additionalProperties"],
  array: ["items", "minItems", "maxItems"],
  string: ["minLength", "maxLength", "pattern", "format"],
  number: ["multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  integer: ["multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  boolean: [],
  null: [],
};
const limits = Object.values(allowed)
  .flat()
  .filter((name) => !["properties", "required", "additionalProperties", "items"].includes(name));

function problemOf(schema: unknown, $defs: Node): string | undefined {
  if (!isNode(schema)) return `${JSON.stringify(schema)} is no schema`;
  const keywords = Object.keys(schema).filter((name) => ![...notes, ...limits].includes(name));
  const shape = keywords.sort().join();
  if (shape === "$ref") {
    if (Object.keys(schema).length > 1) return "something stands beside a reference";
    return isDefined(String(schema.$ref), $defs) ? undefined : `${schema.$ref} is not defined`;
  }
  if (shape === "anyOf") {
    const choices = schema.anyOf;
    if (!Array.isArray(choices) || choices.length === 0) return "a choice of nothing";
    return choices.map((choice) => problemOf(choice, $defs)).find((problem) => problem);
  }
  const types = [schema.type].flat() as string[];
  if (types.length === 0 || types.some((type) => !Object.hasOwn(allowed, type))) return "no type";
  const may = ["type", "enum", "const", ...types.flatMap((type) => allowed[type] ?? [])];
  const other = keywords.find((name) => !may.includes(name));
  if (other) return `${other} beside ${types}`;
  if (types.includes("object")) {
    const problem = objectProblem(schema, $defs);
    if (problem) return problem;
  }
  return types.includes("array") ? problemOf(schema.items, $defs) : undefined;
}

function objectProblem(
  { properties, required, additionalProperties }: Node,
  $defs: Node,
): string | undefined {
  if (!isNode(properties)) return "an object without properties";
  if (additionalProperties !== false) return "an open object";
  const names = Object.keys(properties);
  if (JSON.stringify(required) !== JSON.stringify(names)) return "keys that are not required";
  return Object.values(properties)
    .map((field) => problemOf(field, $defs))
    .find((problem) => problem);
}

function isDefined($ref: string, $defs: Node): boolean {
  if ($ref === "#") return true;
  const name = $ref.replace("#/$defs/", "").replaceAll("~1", "/").replaceAll("~0", "~");
  return $ref.startsWith("#/$defs/") && Object.hasOwn($defs, name);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
