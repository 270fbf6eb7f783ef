import type * as wire from "codex-app-server-sdk/protocol";
import type { HandlerContext } from "../handlers/handlers.js";
import type { Tool } from "../handlers/tool.js";
import { describeIssues, validateWith } from "../schemas/validate-with.js";
import { checkTools } from "./check-tools.js";
import type { FoundTool, ThreadTools } from "./thread-tools.js";
import { toolAnswer } from "./tool-answer.js";
import { toolSpecs } from "./tool-specs.js";

/** How long a call may take unless its tool says otherwise. */
const defaultTimeoutMs = 60_000;

/** The tools of a thread: what the server is told of them, and what answers its calls. */
export class ToolSet implements ThreadTools {
  readonly specs: wire.DynamicToolSpec[];
  readonly #tools = new Map<string, Tool>();

  /** Throws an `OptionsError` for tools that can't be used. */
  constructor(tools: unknown) {
    checkTools(tools);
    this.specs = toolSpecs(tools);
    for (const one of tools) {
      const members = one.type === "namespace" ? one.tools : [one];
      const namespace = one.type === "namespace" ? one.name : null;
      for (const member of members) this.#tools.set(keyOf(namespace, member.name), member);
    }
  }

  find({ namespace, tool }: wire.DynamicToolCallParams): FoundTool | undefined {
    const found = this.#tools.get(keyOf(namespace, tool));
    return found && { timeoutMs: found.timeoutMs ?? defaultTimeoutMs, handler: handlerOf(found) };
  }
}

/** The server may leave the namespace out. */
function keyOf(namespace: string | null | undefined, name: string): string {
  return JSON.stringify([namespace ?? null, name]);
}

function handlerOf(tool: Tool): FoundTool["handler"] {
  return async ({ threadId, turnId, callId, arguments: given }, { signal }: HandlerContext) => {
    const args = await argumentsFor(tool, given);
    return toolAnswer(await tool.run(args, { signal, threadId, turnId, callId }));
  };
}

async function argumentsFor({ input }: Tool, given: unknown): Promise<unknown> {
  if (input === undefined) return given;
  const validation = await validateWith(input, given);
  if (validation.isValid) return validation.value;
  throw new Error(`The arguments do not fit:\n${describeIssues(validation.issues)}`);
}
