import type * as wire from "codex-app-server-sdk/protocol";

/** What JSON can represent. */
export type UIJson =
  | null
  | string
  | number
  | boolean
  | UIJson[]
  | { [name: string]: UIJson | undefined };

// What goes into types of the AI SDK are type aliases: only those may have any index there.

/**
 * What stands beside a part of a message in `providerMetadata`, and with tools in
 * `callProviderMetadata`, under `codex`.
 */
export type UIPartMetadata = {
  /** Of a text: the server's mark, `plan` for the text of a plan, or null. */
  phase?: string | null;
  /** Of a text: it was taken back, and another one follows. Don't show it. */
  isDiscarded?: boolean;
  /** Of a reasoning: whether it is the model's summary. */
  isSummary?: boolean;
  /** Of a tool: the kind of item that it is, such as `commandExecution` or `mcpToolCall`. */
  itemType?: string;
  /** Of a tool: the id of its item. */
  itemId?: string;
  /** Of a tool that waits for an answer: what the server asks. */
  approval?: { method: string; params: UIJson };
};

/** The metadata of a message: `message.metadata` on the page. What is not known yet is missing. */
export interface UIMessageMetadata {
  /** The thread that the turn belongs to. */
  threadId: string;
  /** The turn's id. */
  turnId: string;
  /** The turn's status, `inProgress` until it is over. */
  status: wire.TurnStatus;
  /** Of a turn that failed: of which kind the error was; null when it is not known. */
  errorInfo?: wire.CodexErrorInfo | null;
  /** Tokens used by this turn; null when its beginning was missed. */
  turnUsage?: wire.TokenUsageBreakdown | null;
  /** Tokens used by the thread. */
  usage?: wire.ThreadTokenUsage;
}

/** The data parts of a message, by their names without `data-`. */
export type UIDataParts = {
  /** The agent's to-do list. There is one, which is replaced when it changes. */
  plan: { steps: wire.TurnPlanStep[]; explanation: string | null };
  /** All changes to files of the turn as one unified diff. There is one, which is replaced. */
  diff: { diff: string };
  /** A sub-agent; one for each, with the id of its thread. */
  agent: {
    threadId: string;
    parentThreadId: string;
    task: string | null;
    path: string | null;
    isWorking: boolean;
  };
  /** What the user has said while the turn ran. */
  steer: { text: string };
  /**
   * Something went wrong, and the server tries again: `info` says of which kind it was. It does not
   * become part of the message: `onData` of `useChat` gets it.
   */
  retry: { info: wire.CodexErrorInfo | null };
};

/** A data part on its way to the page. */
export type UIDataChunk = {
  [Name in keyof UIDataParts]: {
    type: `data-${Name}`;
    id?: string;
    data: UIDataParts[Name];
    transient?: boolean;
  };
}[keyof UIDataParts];

/** Where a chunk keeps its `UIPartMetadata`. */
export type UIProviderMetadata = {
  /** What this package says of the part. */
  codex: UIPartMetadata;
};

/** How an approval was answered: only `ai` 7 and later know such a chunk. */
export type UIApprovalResponseChunk = {
  type: "tool-approval-response";
  approvalId: string;
  approved: boolean;
  providerExecuted: true;
  providerMetadata: UIProviderMetadata;
};

/** The chunks of the AI SDK's UI message stream, version 1, of those kinds that are sent here. */
export type UIMessageChunk =
  | { type: "start"; messageId?: string; messageMetadata: UIMessageMetadata }
  | {
      type: "text-start" | "reasoning-start" | "text-end" | "reasoning-end";
      id: string;
      providerMetadata: UIProviderMetadata;
    }
  | { type: "text-delta" | "reasoning-delta"; id: string; delta: string }
  | {
      type: "tool-input-available";
      toolCallId: string;
      toolName: string;
      input: unknown;
      title?: string;
      dynamic: true;
      providerExecuted: true;
      providerMetadata: UIProviderMetadata;
    }
  | { type: "tool-approval-request"; approvalId: string; toolCallId: string }
  | {
      type: "tool-output-available";
      toolCallId: string;
      output: unknown;
      dynamic: true;
      providerExecuted: true;
      preliminary?: true;
    }
  | {
      type: "tool-output-error";
      toolCallId: string;
      errorText: string;
      dynamic: true;
      providerExecuted: true;
    }
  | { type: "tool-output-denied"; toolCallId: string }
  | UIDataChunk
  | { type: "message-metadata"; messageMetadata: UIMessageMetadata }
  | { type: "error"; errorText: string }
  | {
      type: "finish";
      finishReason: "stop" | "other" | "error";
      messageMetadata: UIMessageMetadata;
    };

/** What may be sent, to whichever version. */
export type SentChunk = UIMessageChunk | UIApprovalResponseChunk;
