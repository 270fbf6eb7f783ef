import type { TurnResult } from "../../index.js";
import type { Conversations } from "./conversations.js";
import { threadStartOptions } from "./thread-start-options.js";
import type { ToolCall } from "./tool-call.js";
import { codexParams, parseParams, replyParams, withThreadId } from "./tool-params.js";

/** Runs a tool with the arguments of a call. */
export type RunTool = (args: Record<string, unknown>, call: ToolCall) => Promise<TurnResult>;

/** What each tool does. `cwd` is the folder that relative ones count from. */
export function codexTools(
  conversations: Pick<Conversations, "start" | "reply">,
  cwd: string,
): ReadonlyMap<string, RunTool> {
  const start: RunTool = async (args, call) => {
    const params = parseParams(codexParams, args);
    return conversations.start(await threadStartOptions(params, cwd), params.prompt, call);
  };
  const reply: RunTool = async (args, call) => {
    const { threadId, prompt } = parseParams(replyParams, withThreadId(args));
    return conversations.reply(threadId, prompt, call);
  };
  return new Map([
    ["codex", start],
    ["codex-reply", reply],
  ]);
}
