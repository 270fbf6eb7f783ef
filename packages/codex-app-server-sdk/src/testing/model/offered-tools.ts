/** A tool that the model was offered in a request. */
export interface ModelTool {
  /** `function`, `custom`, or what the API calls one of its own tools, such as `web_search`. */
  readonly type: string;
  /** The name that a call gives; the type of a tool without a name. */
  readonly name: string;
  /** The namespace that a call gives, for example `mcp__SERVER`; undefined for one without. */
  readonly namespace: string | undefined;
  /** What the model is told about the tool. */
  readonly description: string | undefined;
  /** The JSON Schema of the arguments; undefined for tools that take plain text. */
  readonly parameters: Readonly<Record<string, unknown>> | undefined;
  /** The tool as it stands in the request. */
  readonly raw: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The tools in the body of a request. They stand in `tools` or, for newer models, in an input item
 * of type `additional_tools`; the tools that `tool_search` found are in its output.
 */
export function offeredTools(body: Fields, input: readonly Fields[]): ModelTool[] {
  const found = input.filter(({ type }) => holders.has(type));
  return [body, ...found].flatMap(({ tools }) => toolsIn(tools));
}

const holders = new Set<unknown>(["additional_tools", "tool_search_output"]);

function toolsIn(list: unknown, namespace?: string): ModelTool[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isFields).flatMap((tool) => {
    const inside = tool.type === "namespace" && textIn(tool.name);
    return inside ? toolsIn(tool.tools, inside) : [modelTool(tool, namespace)];
  });
}

function modelTool(raw: Fields, namespace: string | undefined): ModelTool {
  const type = textIn(raw.type) ?? "";
  return {
    type,
    name: textIn(raw.name) ?? type,
    namespace,
    description: textIn(raw.description),
    parameters: isFields(raw.parameters) ? raw.parameters : undefined,
    raw,
  };
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
