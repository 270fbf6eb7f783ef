import type * as wire from "codex-app-server-sdk/protocol";
import { findUnsendable } from "../errors/find-unsendable.js";
import { OptionsError } from "../errors/index.js";
import type { Tool, ToolNamespace } from "../handlers/tool.js";
import { inputSchemaOf } from "../schemas/input-schema-of.js";
import type { JsonSchema } from "../schemas/json-schema.js";

/** What the server is told of tools. Throws an `OptionsError` for a schema that can't be sent. */
export function toolSpecs(tools: readonly (Tool | ToolNamespace)[]): wire.DynamicToolSpec[] {
  return tools.map((one) =>
    one.type === "namespace"
      ? {
          type: "namespace",
          name: one.name,
          description: one.description,
          tools: one.tools.map(toolSpec),
        }
      : toolSpec(one),
  );
}

function toolSpec(tool: Tool): wire.DynamicToolNamespaceTool {
  const { name, description, deferLoading } = tool;
  const inputSchema = schemaOf(tool);
  return {
    type: "function",
    name,
    description,
    inputSchema,
    ...(deferLoading !== undefined && { deferLoading }),
  };
}

function schemaOf({ name, input, inputSchema }: Tool): object {
  const option = `The input of the tool ${name}`;
  if (input === undefined) {
    const unsendable = findUnsendable(inputSchema, `The inputSchema of the tool ${name}`);
    if (unsendable) throw new OptionsError(`${unsendable}.`);
    return inputSchema as JsonSchema;
  }
  const schema = inputSchemaOf(input, option, (why, cause) => {
    return new OptionsError(`${option} can't be sent: ${why}.`, { cause });
  });
  if (schema.type === "object") return schema;
  throw new OptionsError(`${option} is no object: the arguments of a tool are named.`);
}
