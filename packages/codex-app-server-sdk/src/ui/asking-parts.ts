import type { TurnEventOf } from "../events/turn-event.js";
import { handlerAsked } from "./handler-asked.js";
import type { ToolPart } from "./tool-chunks.js";
import type { ToolEnd } from "./tool-of-item.js";

/** A tool of the message for a question that belongs to none. */
export function standIn({ id, method, params }: TurnEventOf<"approval-start">): ToolPart {
  const name = handlerAsked(method, params);
  return {
    callId: `approval-${id}`,
    metadata: { itemType: name },
    tool: { name, input: params },
    output: "",
    approval: undefined,
  };
}

/** Whether it has asked, and has no answer. */
export function isWaiting({ approval }: ToolPart): boolean {
  return approval !== undefined && approval.isAccepted === undefined;
}

/** How a question ends that no item stands for. */
export function endOfQuestion(isAccepted: boolean | null): ToolEnd {
  if (isAccepted === null) return { kind: "over", output: { status: "over" } };
  return isAccepted ? { kind: "output", output: { status: "answered" } } : { kind: "declined" };
}

/** How a tool ends with its turn: what has asked, and does not run, will not run. */
export function unfinished({ approval, output }: ToolPart): ToolEnd {
  const isHeld = approval !== undefined && approval.isAccepted !== true && output === "";
  if (isHeld) return { kind: "declined" };
  return { kind: "output", output: { output, status: "unfinished" } };
}
