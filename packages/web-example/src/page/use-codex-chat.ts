import { useChat } from "@ai-sdk/react";
import type { ApprovalDecision } from "codex-app-server-sdk/ui";
import { useReducer, useState } from "react";
import type { ChatList, ChatMessage } from "../chat-api.js";
import { ask } from "./backend.js";
import { describeError } from "./describe-error.js";
import { type Heard, makeChat } from "./make-chat.js";
import { useFollowing } from "./use-following.js";

/** A chat on the page. */
export interface CodexChat extends Heard {
  readonly messages: readonly ChatMessage[];
  /** What Codex does; undefined when it rests. */
  readonly doing: string | undefined;
  /** There is no chat of this id. */
  readonly isMissing: boolean;
  send(text: string): void;
  stop(): void;
  /** Gives whether it was taken. */
  answer(approvalId: string, decision: ApprovalDecision): Promise<boolean>;
}

/** A chat with Codex, which other tabs may have open too. What `takeFirst` gives begins it. */
export function useCodexChat(
  id: string,
  list: ChatList | undefined,
  takeFirst: (id: string) => string | undefined,
): CodexChat {
  const [heard, hear] = useReducer((before: Heard, more: Heard) => ({ ...before, ...more }), {});
  const [chat] = useState(() => makeChat(id, hear));
  const { messages, status } = useChat({ chat, experimental_throttle: 50 });
  const summary = list?.chats.find((one) => one.id === id);
  const isBehind = summary?.turnId != null && !hasEnded(messages, summary.turnId);
  const isStreaming = status === "submitted" || status === "streaming";
  const isRunning = isStreaming || (isBehind && summary.isRunning);

  const send = (text: string): void => {
    hear({ notice: undefined, unsent: "" });
    void chat.sendMessage({ text });
  };
  const begin = (): boolean => {
    const first = takeFirst(id);
    if (first !== undefined) send(first);
    return first !== undefined;
  };
  const isMissing = useFollowing({ chat, list, isBehind, begin, hear });

  const tell = async (what: string, method: string, body?: object): Promise<boolean> => {
    const problem = await ask(`/api/chat/${encodeURIComponent(id)}/${what}`, method, body).then(
      () => null,
      describeError,
    );
    hear({ notice: problem ?? undefined });
    return problem === null;
  };
  return {
    ...heard,
    messages,
    doing: isRunning ? whatIsDone(messages.at(-1), heard) : undefined,
    isMissing,
    send,
    stop: () => void tell("turn", "DELETE"),
    answer: (approvalId, decision) => tell(`approvals/${approvalId}`, "POST", { decision }),
  };
}

function whatIsDone(message: ChatMessage | undefined, { stalledAt }: Heard): string {
  const isAsking = message?.parts.some(
    (part) => part.type === "dynamic-tool" && part.state === "approval-requested",
  );
  if (isAsking) return "Codex waits for you";
  const isStalled = message !== undefined && message === stalledAt;
  return isStalled ? "The model does not answer; Codex tries again" : "Codex is working";
}

function hasEnded(messages: readonly ChatMessage[], turnId: string): boolean {
  const message = messages.find((one) => one.id === turnId);
  return message?.metadata !== undefined && message.metadata.status !== "inProgress";
}
