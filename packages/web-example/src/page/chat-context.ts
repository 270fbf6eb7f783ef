import type { ApprovalDecision } from "codex-app-server-sdk/ui";
import { createContext } from "react";

/** What parts deep inside a message need of their chat. */
export interface ChatSurroundings {
  /** Where Codex works. */
  readonly folder: string;
  /** Gives whether the answer was taken. */
  answer(approvalId: string, decision: ApprovalDecision): Promise<boolean>;
}

export const ChatContext = createContext<ChatSurroundings>({
  folder: "",
  answer: async () => false,
});
