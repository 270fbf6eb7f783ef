import { OptionsError } from "../errors/index.js";
import type { Handlers } from "../handlers/handlers.js";
import type { Tool, ToolNamespace } from "../handlers/tool.js";
import type { ResolvedOptions } from "../options/options.js";
import type { ThreadStartOptions } from "../options/thread-options.js";
import type { ThreadTools } from "../tools/thread-tools.js";

/** Loads what answers the calls of tools, if a thread is given any. Rejects for unusable ones. */
export async function loadTools(
  tools: readonly (Tool | ToolNamespace)[] | undefined,
  { experimentalApi }: Pick<ResolvedOptions, "experimentalApi">,
): Promise<ThreadTools | undefined> {
  if (tools === undefined) return undefined;
  if (!experimentalApi) {
    throw new OptionsError("tools need the experimental API, which experimentalApi turns off.");
  }
  const { ToolSet } = await import("../tools/index.js");
  return new ToolSet(tools);
}

/** Refuses tools of which the server is told and whose calls nobody would answer. */
export function refuseUnanswered(
  { tools, dynamicTools }: Pick<ThreadStartOptions, "tools" | "dynamicTools">,
  handlers: Handlers,
): void {
  if (!dynamicTools || dynamicTools.length === 0) return;
  if (tools !== undefined) {
    throw new OptionsError("tools and dynamicTools set the same thing: give only one of them.");
  }
  if (handlers.toolCall) return;
  throw new OptionsError(
    "dynamicTools need the handler toolCall, which answers their calls. Or give tools, each with its function.",
  );
}
