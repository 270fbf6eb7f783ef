import type { ReactElement } from "react";
import type { ChatMessage } from "../chat-api.js";

interface AnnouncerProps {
  /** What Codex does; undefined when it rests. */
  readonly doing: string | undefined;
  readonly message: ChatMessage | undefined;
}

/** Tells a screen reader what happens, in whole sentences: a text that grows would be babble. */
export function Announcer({ doing, message }: AnnouncerProps): ReactElement {
  return (
    <p className="visually-hidden" role="status">
      {doing ?? answerIn(message)}
    </p>
  );
}

function answerIn(message: ChatMessage | undefined): string {
  const text = message?.parts.findLast((part) => part.type === "text")?.text;
  return message?.role === "assistant" && text ? `Codex says: ${text}` : "";
}
