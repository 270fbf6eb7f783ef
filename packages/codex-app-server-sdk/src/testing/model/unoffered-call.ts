import type { AnswerPart, ModelItem } from "./model-answer.js";
import type { ModelTool } from "./offered-tools.js";

type Call = ModelItem & { kind: "functionCall" | "customToolCall" | "toolSearch" };

/**
 * Says which call of an answer is of a tool that the model was not offered, and what to do about
 * it; undefined when there is none. Codex would tell only the model, and the turn would go on.
 */
export function unofferedCall(
  parts: readonly AnswerPart[],
  tools: readonly ModelTool[],
): string | undefined {
  const call = parts.filter(isCall).find((part) => !tools.some((tool) => isCalledBy(part, tool)));
  if (!call) return undefined;
  const offered = tools.map(({ name, namespace }) => (namespace ? `${namespace}/${name}` : name));
  return (
    // Without the arguments: an error of a turn shows no JSON, and ends where some begins.
    `${call.kind}("${nameCalled(call)}") calls a tool that the model was not offered; ${advice(call, tools)}. ` +
    `Offered were: ${offered.join(", ") || "none"}`
  );
}

function isCall(part: AnswerPart): part is Call {
  if (part.kind === "toolSearch") return true;
  return (part.kind === "functionCall" || part.kind === "customToolCall") && !part.unoffered;
}

function isCalledBy(call: Call, tool: ModelTool): boolean {
  return (
    tool.type === typeCalled(call) &&
    tool.name === nameCalled(call) &&
    namespaceOf(tool) === namespaceOf(call)
  );
}

function typeCalled({ kind }: Call): string {
  if (kind === "toolSearch") return "tool_search";
  return kind === "functionCall" ? "function" : "custom";
}

function nameCalled(call: Call): string {
  return call.kind === "toolSearch" ? "tool_search" : call.name;
}

/** Codex takes tools without a namespace for those of the namespace `functions`. */
function namespaceOf(value: ModelTool | Call): string {
  return ("namespace" in value && value.namespace) || "functions";
}

function advice(call: Call, tools: readonly ModelTool[]): string {
  const namesake = tools.find(({ name }) => name === nameCalled(call));
  if (namesake && namespaceOf(namesake) !== namespaceOf(call)) {
    return `the one of this name is in the namespace "${namespaceOf(namesake)}"`;
  }
  const caller = namesake && callers[namesake.type];
  if (caller) return `this tool is called with ${caller}()`;
  if (namespaceOf(call) !== "functions" && tools.some(({ type }) => type === "tool_search")) {
    return "script a toolSearch() first, which finds tools that are not offered at once, or correct the name";
  }
  return "correct the name, or give the call the option unoffered if that is what you test";
}

const callers: Readonly<Record<string, string>> = {
  function: "functionCall",
  custom: "customToolCall",
  tool_search: "toolSearch",
};
