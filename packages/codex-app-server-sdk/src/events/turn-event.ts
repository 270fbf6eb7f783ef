import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnResult } from "../results/turn-result.js";

/** What kind of message a text is: the server's mark, if any, or `plan` for the text of a plan. */
export type TextPhase = wire.MessagePhase | "plan" | null;

/**
 * What a turn does, as a user interface shows it. Switch on `type`, and ignore what you don't know.
 * `itemId` is the item that an event belongs to; ids may repeat within a turn, and then the latest
 * item of an id is meant.
 */
export type TurnEvent =
  /** The agent begins to write a message. */
  | { type: "text-start"; itemId: string; phase: TextPhase }
  /** The agent has written this part of it. A message that comes whole has one part. */
  | { type: "text-delta"; itemId: string; phase: TextPhase; text: string }
  /** The message is complete: `text` is all of it, also when its beginning was missed. */
  | { type: "text-end"; itemId: string; phase: TextPhase; text: string }
  /** The server lost the model's answer, drops the half message and begins anew. */
  | { type: "text-discard"; itemId: string; phase: TextPhase }
  /** The model begins to reason, or to give a summary of its reasoning. */
  | { type: "reasoning-start"; itemId: string; isSummary: boolean }
  /** A part of that. Paragraphs are separated by an empty line. */
  | { type: "reasoning-delta"; itemId: string; isSummary: boolean; text: string }
  /** That is complete. */
  | { type: "reasoning-end"; itemId: string; isSummary: boolean }
  /** An item has begun, of whichever kind. */
  | { type: "item-start"; itemId: string; item: wire.ThreadItem }
  /** An item is complete. */
  | { type: "item-end"; itemId: string; item: wire.ThreadItem }
  /** A command has written this. What the server did not stream comes before its `item-end`. */
  | { type: "command-output"; itemId: string; text: string }
  /** A tool of an MCP server reports on its progress. */
  | { type: "tool-progress"; itemId: string; message: string }
  /** The whole to-do list of the agent, each time it changes. */
  | { type: "plan"; steps: wire.TurnPlanStep[]; explanation: string | null }
  /** All changes to files of the turn as one unified diff, each time they change. */
  | { type: "diff"; diff: string }
  /** Tokens used so far by this turn, null when its beginning was missed, and by the thread. */
  | {
      type: "usage";
      turnUsage: wire.TokenUsageBreakdown | null;
      usage: wire.ThreadTokenUsage;
    }
  /** Something went wrong, and the server tries again by itself. */
  | { type: "retry"; error: wire.TurnError }
  /** The server warns of something. */
  | { type: "warning"; message: string }
  /**
   * A handler of this client is asked for a decision or an answer. `id` tells it apart from others
   * that are open; `params` are those of the server's request `method`.
   */
  | { type: "approval-start"; id: string; method: string; params: unknown; itemId?: string }
  /**
   * The handler has accepted, or has not. Null where nobody waits for its answer any more: another
   * client has decided, or the turn has ended.
   */
  | { type: "approval-end"; id: string; isAccepted: boolean | null }
  /**
   * A sub-agent begins to work, for the turn's thread or for another sub-agent. `task` is what it
   * is told, `path` its name in the tree; each is null where the server does not tell.
   */
  | {
      type: "agent-start";
      threadId: string;
      parentThreadId: string;
      task: string | null;
      path: string | null;
    }
  /** It works no more. It may begin again. */
  | {
      type: "agent-end";
      threadId: string;
      parentThreadId: string;
      task: string | null;
      path: string | null;
    }
  /** The turn is over, whatever its status. Always the last event. */
  | { type: "finish"; result: TurnResult<unknown> };

/** The event of this type. */
export type TurnEventOf<T extends TurnEvent["type"]> = Extract<TurnEvent, { type: T }>;
