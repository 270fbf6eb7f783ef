/** What happens in a turn: what the server notifies of, and what it asks. */
export type Step =
  | { method: string; params: unknown }
  | { asked: string; method: string; params: unknown }
  | { answered: string; isAccepted: boolean | null };

/** The thread of the turn. */
export const threadId = "thread";

export const approval = "item/commandExecution/requestApproval";
export const elicitation = "mcpServer/elicitation/request";

export const started = (item: object): Step => ({ method: "item/started", params: { item } });

export const completed = (item: object): Step => ({ method: "item/completed", params: { item } });

export const delta = (kind: string, itemId: string, text: string, more: object = {}): Step => ({
  method: `item/${kind}`,
  params: { itemId, delta: text, ...more },
});

export const asked = (id: string, params: object, method = approval): Step => ({
  asked: id,
  method,
  params: { threadId, ...params },
});

export const answered = (id: string, isAccepted: boolean | null = true): Step => ({
  answered: id,
  isAccepted,
});

export const retry: Step = {
  method: "error",
  params: {
    willRetry: true,
    error: { message: "the provider said sk-secret", codexErrorInfo: "serverOverloaded" },
  },
};

export const message = (id: string, text: string, phase: string | null = null): object => ({
  type: "agentMessage",
  id,
  text,
  phase,
});

export const command = (more: object = {}): object => ({
  type: "commandExecution",
  id: "c",
  command: "ls",
  cwd: "/work",
  status: "inProgress",
  aggregatedOutput: null,
  exitCode: null,
  durationMs: null,
  ...more,
});
