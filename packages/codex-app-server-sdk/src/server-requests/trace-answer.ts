import { channels, type TracedServerRequest, type TracedTool } from "../channels/channels.js";
import type { Redactor } from "../diagnostics/redactor.js";
import { fieldOf } from "../protocol/field-of.js";
import type { ServerCallAnswer } from "../rpc/connection-options.js";
import type { AskedRequest } from "./asked-request.js";
import type { ServerRequestRule } from "./server-request-table.js";

interface TracedAnswer {
  readonly asked: AskedRequest;
  readonly rule: ServerRequestRule;
  readonly redactor: Pick<Redactor, "error">;
  /** Gives the answer; undefined where another client is to give it. Never rejects. */
  answer(): Promise<ServerCallAnswer | undefined>;
}

/** Answers a request of the server, which others can follow. */
export async function traceAnswer({
  asked,
  rule,
  redactor,
  answer,
}: TracedAnswer): Promise<ServerCallAnswer | undefined> {
  const channel = channels.serverRequest;
  if (!channel.isWatched) return answer();
  const { method, threadId, turnId, itemId } = asked;
  const ids = { method, threadId, turnId, itemId };
  const context: TracedServerRequest = { ...ids, outcome: null, decision: null };
  const given = await channel.start(context, answer);
  context.outcome = outcomeOf(given, asked);
  context.decision = decisionIn(given, rule);
  if (asked.failure === undefined) channel.end(context);
  else channel.fail(context, redactor.error(asked.failure));
  return given;
}

function outcomeOf(
  answer: ServerCallAnswer | undefined,
  { isAnswered }: AskedRequest,
): TracedServerRequest["outcome"] {
  if (answer === undefined) return "left";
  return isAnswered ? "answered" : "declined";
}

/** Runs the tool that answers a request, which others can follow. */
export function traceTool<T>(
  { params, threadId, turnId }: AskedRequest,
  redactor: Pick<Redactor, "error">,
  run: () => Promise<T>,
): Promise<T> {
  const textIn = (name: string): string | null => {
    const text = fieldOf(params, name);
    return typeof text === "string" ? text : null;
  };
  return channels.tool.trace({
    context: (): TracedTool => ({
      tool: textIn("tool") ?? "",
      namespace: textIn("namespace"),
      threadId,
      turnId,
      callId: textIn("callId"),
      success: null,
    }),
    shown: (error) => redactor.error(error),
    work: (context) => (context ? noteSuccess(context, run) : run()),
  });
}

async function noteSuccess<T>(context: TracedTool, run: () => Promise<T>): Promise<T> {
  let result: T | undefined;
  try {
    result = await run();
    return result;
  } finally {
    context.success = fieldOf(result, "success") === true;
  }
}

/** Which kind of decision or action an answer is. Further fields of it are contents. */
function decisionIn(
  answer: ServerCallAnswer | undefined,
  { choices }: ServerRequestRule,
): string | null {
  const choice = choices && fieldOf(fieldOf(answer, "result"), choices.field);
  if (typeof choice === "string") return choice;
  return typeof choice === "object" && choice ? (Object.keys(choice)[0] ?? null) : null;
}
