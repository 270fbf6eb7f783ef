import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnEvent, TurnEventOf } from "../events/turn-event.js";
import { TextParts } from "./text-parts.js";
import { type ToolFormat, ToolParts } from "./tool-parts.js";
import type { SentChunk, UIMessageChunk, UIMessageMetadata } from "./ui-message-chunk.js";

/** Which turn the message is of. */
export interface FoldedTurn {
  readonly id: string;
  readonly threadId: string;
}

/** What happens before the turn is over. */
export type TurnEventBeforeEnd = Exclude<TurnEvent, { type: "finish" }>;

type EndedTurn = Pick<wire.Turn, "status" | "error">;

/** Makes the chunks of one message of a turn's events. Knows nothing of time and streams. */
export class MessageFold {
  readonly #texts = new TextParts();
  readonly #tools: ToolParts;
  #metadata: UIMessageMetadata;
  /** Whether the user has said what the turn began with. */
  #hasBegun = false;

  constructor({ id, threadId }: FoldedTurn, format: ToolFormat) {
    this.#tools = new ToolParts(threadId, format);
    this.#metadata = { threadId, turnId: id, status: "inProgress" };
  }

  /** The message has the turn's id, so that what is read anew takes the place of what was there. */
  start(): SentChunk[] {
    const { turnId } = this.#metadata;
    const named = turnId === "" ? {} : { messageId: turnId };
    return [{ type: "start", ...named, messageMetadata: this.#metadata }];
  }

  add(event: TurnEventBeforeEnd): SentChunk[] {
    switch (event.type) {
      case "item-start":
        return this.#tools.start(event);
      case "item-end":
        return event.item.type === "userMessage"
          ? this.#said(event.item as wire.UserMessageThreadItem)
          : this.#tools.complete(event);
      case "command-output":
        return this.#tools.write(event);
      case "tool-progress":
        return this.#tools.report(event);
      case "approval-start":
        return this.#tools.ask(event);
      case "approval-end":
        return this.#tools.answer(event);
      case "usage":
        return this.#used(event);
      case "plan":
      case "diff":
      case "agent-start":
      case "agent-end":
      case "retry":
        return [dataOf(event)];
      case "warning":
        return []; // For whoever runs the server, not for whoever chats with it.
      default:
        return this.#texts.add(event);
    }
  }

  /**
   * The turn is over, with all that is stored of it. `failure` says why it failed, or can't be
   * followed any more. A page that meets an error reads no further: what it is to know stands
   * before.
   */
  end({ status, error }: EndedTurn, failure?: string): SentChunk[] {
    const errorInfo = error?.codexErrorInfo ?? null;
    const ended = { status, ...(status === "failed" && { errorInfo }) };
    this.#metadata = { ...this.#metadata, ...ended };
    const messageMetadata = this.#metadata;
    const closed = [...this.#texts.end(), ...this.#tools.end()];
    if (failure === undefined) {
      const finishReason = status === "completed" ? "stop" : "other";
      return [...closed, { type: "finish", finishReason, messageMetadata }];
    }
    return [
      ...closed,
      { type: "message-metadata", messageMetadata },
      { type: "error", errorText: failure },
      { type: "finish", finishReason: "error", messageMetadata },
    ];
  }

  /** What the turn began with is a message of the user's. */
  #said({ id, clientId, content }: wire.UserMessageThreadItem): SentChunk[] {
    const isMore = this.#hasBegun;
    this.#hasBegun = true;
    const texts = content.map((input) => (input.type === "text" ? input.text : ""));
    const data = { text: texts.join("\n").trim() };
    return isMore ? [{ type: "data-steer", id: clientId ?? id, data }] : [];
  }

  #used({ turnUsage, usage }: TurnEventOf<"usage">): SentChunk[] {
    this.#metadata = { ...this.#metadata, turnUsage, usage };
    return [{ type: "message-metadata", messageMetadata: this.#metadata }];
  }
}

type DataEvent = TurnEventOf<"plan" | "diff" | "agent-start" | "agent-end" | "retry">;

function dataOf(event: DataEvent): UIMessageChunk {
  switch (event.type) {
    case "plan": {
      const { type, ...data } = event;
      return { type: "data-plan", id: type, data };
    }
    case "diff":
      return { type: "data-diff", id: "diff", data: { diff: event.diff } };
    case "retry": {
      // Not the text: it may hold what a provider has answered.
      const info = event.error.codexErrorInfo ?? null;
      return { type: "data-retry", data: { info }, transient: true };
    }
    default: {
      const { type, ...agent } = event;
      const data = { ...agent, isWorking: type === "agent-start" };
      return { type: "data-agent", id: agent.threadId, data };
    }
  }
}
