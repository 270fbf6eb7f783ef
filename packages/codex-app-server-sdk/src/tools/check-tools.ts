import { showValue } from "../errors/show-value.js";
import type { Tool, ToolNamespace } from "../handlers/tool.js";
import {
  anyText,
  anything,
  assertNoProblems,
  fields,
  flag,
  fn,
  isObject,
  listOf,
  milliseconds,
  oneOf,
  type Rule,
  rule,
  text,
} from "../options/option-rules.js";
import { isReserved, isReservedNamespace } from "./reserved-names.js";

/** Throws an `OptionsError` that lists what is wrong with a thread's tools. */
export function checkTools(tools: unknown): asserts tools is readonly (Tool | ToolNamespace)[] {
  const problems = listOf(toolOrNamespace)(tools, "tools");
  assertNoProblems(problems);
  assertNoProblems(repeated(tools as readonly (Tool | ToolNamespace)[]));
}

/** The server says so too, but only of names that are sent, and without naming the option. */
const nameRule =
  (longest: number): Rule =>
  (value, name) =>
    typeof value === "string" && /^[\w-]+$/.test(value) && value.length <= longest
      ? []
      : [
          `${name} is ${showValue(value)}, expected up to ${longest} letters, digits, _ and - of ASCII`,
        ];

const ownName =
  (longest: number, isTaken: (name: string) => boolean): Rule =>
  (value, name) => {
    const problems = nameRule(longest)(value, name);
    if (problems.length > 0 || !isTaken(value as string)) return problems;
    return [
      `${name} is ${showValue(value)}, which the server keeps for itself: calls would go to its own tools. Choose another name`,
    ];
  };

const common = {
  type: oneOf("function"),
  description: text,
  input: anything,
  inputSchema: rule("a JSON Schema, as an object", isObject),
  run: fn,
  timeoutMs: milliseconds,
  deferLoading: flag,
};

const outside = fields({ ...common, name: ownName(128, isReserved) });
/** In a namespace no name is the server's own. */
const inside = fields({ ...common, name: nameRule(128) });

const toolOutside: Rule = (value, name) => {
  const isDeferred = isObject(value) && (value as Partial<Tool>).deferLoading === true;
  return [
    ...completeTool(outside)(value, name),
    ...(isDeferred ? [`${name}.deferLoading is only possible inside a namespace`] : []),
  ];
};

const namespaceFields = fields({
  type: oneOf("namespace"),
  name: ownName(64, isReservedNamespace),
  description: anyText,
  tools: listOf(completeTool(inside)),
});

const namespace: Rule = (value, name) => {
  const { tools } = value as { tools?: unknown };
  const isEmpty = Array.isArray(tools) && tools.length === 0;
  return [
    ...namespaceFields(value, name),
    ...(isEmpty ? [`${name}.tools is empty, expected at least one tool`] : []),
  ];
};

const toolOrNamespace: Rule = (value, name) => {
  const isNamespace = isObject(value) && (value as Partial<ToolNamespace>).type === "namespace";
  return isNamespace ? namespace(value, name) : toolOutside(value, name);
};

function completeTool(known: Rule): Rule {
  return (value, name) => {
    const { type, input, inputSchema, run, ...rest } = (value ?? {}) as Partial<Tool>;
    if (type !== "function") return [`${name} is ${showValue(value)}, expected what tool() makes`];
    const problems = known(value, name);
    if (rest.name === undefined) problems.push(`${name}.name is missing`);
    if (rest.description === undefined) problems.push(`${name}.description is missing`);
    if ((input === undefined) === (inputSchema === undefined)) {
      problems.push(`${name} needs either an input or an inputSchema`);
    }
    return problems;
  };
}

function repeated(tools: readonly (Tool | ToolNamespace)[]): string[] {
  const known = new Map<string, string>();
  return placesOf(tools, "tools", "").flatMap(([key, place]) => {
    const other = known.get(key);
    known.set(key, place);
    return other === undefined ? [] : [`${place} has the same name as ${other}`];
  });
}

/**
 * Each tool and namespace, by what tells it apart from others: some models know a tool by one name,
 * with `_` in place of `-` and after that of its namespace.
 */
function placesOf(
  tools: readonly (Tool | ToolNamespace)[],
  at: string,
  prefix: string,
): [key: string, place: string][] {
  return tools.flatMap((one, index): [string, string][] => {
    const place = `${at}[${index}]`;
    const name = `${prefix}${one.name.replaceAll("-", "_")}`;
    if (one.type === "function") return [[name, place]];
    return [[`namespace ${name}`, place], ...placesOf(one.tools, `${place}.tools`, `${name}__`)];
  });
}
