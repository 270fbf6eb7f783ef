import type * as wire from "codex-app-server-sdk/protocol";
import { commandText, type TurnEvent, type TurnEventOf } from "../../index.js";

/** So many characters fit into the line of a status display. */
const maxLength = 200;

/** What somebody who waits for the turn is told of an event, in one line; undefined for nothing. */
export function progressText(event: TurnEvent): string | undefined {
  const text = textOf(event)?.replaceAll(/\s+/g, " ").trim();
  if (!text) return undefined;
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
}

function textOf(event: TurnEvent): string | undefined {
  switch (event.type) {
    case "item-start":
      return itemText(event.item);
    case "text-end":
      // The answer itself is the result of the call.
      return event.phase === "final_answer" ? undefined : event.text;
    case "reasoning-start":
      return "Thinking";
    case "plan":
      return planText(event);
    case "tool-progress":
    case "warning":
      return event.message;
    case "retry":
      return `Trying again: ${event.error.message}`;
    case "approval-start":
      return "Waiting for an answer of the user";
    case "agent-start":
      return `A sub-agent works${event.task ? `: ${event.task}` : ""}`;
    default:
      return undefined;
  }
}

function itemText(item: wire.ThreadItem): string | undefined {
  switch (item.type) {
    case "commandExecution":
      return `Running ${commandText(item)}`;
    case "fileChange":
      return `Changing ${item.changes.map(({ path }) => path).join(", ")}`;
    case "mcpToolCall":
      return `Calling ${item.server}.${item.tool}`;
    case "webSearch":
      return `Searching the web ${item.query}`;
    default:
      return undefined;
  }
}

function planText({ steps }: TurnEventOf<"plan">): string | undefined {
  const done = steps.filter(({ status }) => status === "completed").length;
  const current = steps.find(({ status }) => status === "inProgress");
  return `${done} of ${steps.length} steps done${current ? `, now: ${current.step}` : ""}`;
}
