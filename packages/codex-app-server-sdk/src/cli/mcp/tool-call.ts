import type { ProgressReporter } from "./progress-reporter.js";

/** The params of `elicitation/create`. */
export type Elicitation = Readonly<Record<string, unknown>> & { readonly message: string };

/** A tool call that a client waits for. */
export interface ToolCall {
  /** The id of its request. */
  readonly id: string;
  /** Aborts when the client cancels the call, or goes away. */
  readonly signal: AbortSignal;
  /** Undefined when the client does not ask for progress. */
  readonly progress: ProgressReporter | undefined;
  /** What the client is to be told beside the answer. */
  readonly notes: string[];
  /** The thread that it works on, when there is one. */
  threadId: string | undefined;
  /** Whether the client can ask the user in this way. */
  canAsk(mode: "form" | "url"): boolean;
  /** Has the client ask the user, and resolves with its answer, whatever that is. */
  ask(elicitation: Elicitation, signal: AbortSignal): Promise<unknown>;
}
