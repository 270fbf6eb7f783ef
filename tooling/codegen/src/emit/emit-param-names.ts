import { CodegenError } from "../codegen-error.js";
import type { Method } from "../read/read-methods.js";
import type { Protocol } from "../read/read-protocol.js";

/** The methods whose params users of the SDK pass as options. */
const optionMethods = [
  "account/read",
  "command/exec",
  "config/batchWrite",
  "config/read",
  "config/value/write",
  "mcpServer/oauth/login",
  "mcpServer/resource/read",
  "mcpServer/tool/call",
  "mcpServerStatus/list",
  "model/list",
  "review/start",
  "skills/extraRoots/set",
  "skills/list",
  "thread/fork",
  "thread/goal/set",
  "thread/items/list",
  "thread/list",
  "thread/resume",
  "thread/search",
  "thread/settings/update",
  "thread/start",
  "thread/turns/list",
  "turn/start",
] as const;

/**
 * Writes the module that lists the params of these methods. The validators' table can't serve as
 * that list: it leaves out optional fields that may hold anything, and it accepts unknown fields,
 * as the server does.
 */
export function emitParamNames(
  { definitions, methods }: Pick<Protocol, "definitions" | "methods">,
  listed: readonly string[] = optionMethods,
): string {
  const entries = listed.map((name) => {
    const method = methods.clientRequests.find((method) => method.name === name);
    const names = fieldNames(name, method, definitions).join(" ");
    return `  ${JSON.stringify(name)}:\n    ${JSON.stringify(names)},\n`;
  });
  return `/** The params of the methods that take options of the user, separated by spaces. */\nexport const paramNames = {\n${entries.join("")}} as const;\n`;
}

function fieldNames(
  name: string,
  method: Method | undefined,
  definitions: Protocol["definitions"],
): string[] {
  const shape = definitions.get(method?.params ?? "")?.shape;
  if (shape?.kind !== "object") {
    throw new CodegenError(`${name}: no method with an object of params`);
  }
  return shape.fields.map((field) => field.name).sort();
}
