import type { Chat } from "@ai-sdk/react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { ChatHistory, ChatList, ChatMessage } from "../chat-api.js";
import { ask, Refusal } from "./backend.js";
import { describeError } from "./describe-error.js";
import type { Heard } from "./make-chat.js";

const restarted = "The backend was restarted, and what Codex was doing ended with it. Go on here.";

interface Followed {
  readonly chat: Chat<ChatMessage>;
  readonly list: ChatList | undefined;
  /** It has a turn that is not on the page, or not to its end. */
  readonly isBehind: boolean;
  /** Begins the chat if it is to be begun, and gives whether it was. */
  begin(): boolean;
  hear(heard: Heard): void;
}

/**
 * Reads what was said before, and reads it anew when a turn runs that nobody reads here, or the
 * backend was restarted. Gives whether there is no such chat.
 */
export function useFollowing({ chat, list, isBehind, begin, hear }: Followed): boolean {
  const [isMissing, setIsMissing] = useState(false);
  const isReading = useRef(false);
  const isRead = useRef(false);
  const backend = useRef(list?.backend);

  /** One at a time: two streams of a turn would race for its message. */
  const read = async (): Promise<void> => {
    if (isReading.current) return;
    isReading.current = true;
    try {
      const answer = await ask(`/api/chats/${encodeURIComponent(chat.id)}`);
      const { messages, isRunning }: ChatHistory = await answer.json();
      isRead.current = true;
      chat.messages = messages;
      if (isRunning) await chat.resumeStream();
    } catch (error) {
      if (error instanceof Refusal && [400, 404].includes(error.status)) setIsMissing(true);
      else hear({ notice: describeError(error) });
    } finally {
      isReading.current = false;
    }
  };

  const open = useEffectEvent(() => {
    isRead.current = begin();
    if (!isRead.current) void read();
  });
  useEffect(() => {
    open();
    return () => void chat.stop(); // Nobody looks: the stream ends, and the turn goes on.
  }, [chat]);

  const catchUp = useEffectEvent((heard: ChatList) => {
    backend.current ??= heard.backend;
    if (chat.status === "submitted" || chat.status === "streaming") return;
    const isRestarted = backend.current !== heard.backend;
    backend.current = heard.backend;
    if (isRestarted) hear({ notice: restarted });
    if (isRestarted || isBehind || !isRead.current) void read();
  });
  useEffect(() => list && catchUp(list), [list]);
  return isMissing;
}
