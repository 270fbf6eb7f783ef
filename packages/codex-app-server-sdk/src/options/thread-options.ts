import type * as wire from "codex-app-server-sdk/protocol";
import type { Handlers } from "../handlers/handlers.js";
import type { Tool, ToolNamespace } from "../handlers/tool.js";
import type { CallOptions } from "./call-options.js";
import type { Presets } from "./presets.js";

/** Options for starting, resuming and forking a thread, besides those of the protocol. */
export interface CommonThreadOptions extends Presets, CallOptions {
  /**
   * Handlers for this thread and its sub-agents. Each one replaces the client's handler of that
   * name.
   */
  handlers?: Handlers | undefined;
  /**
   * Whether the model may ask the user questions, which the `userInput` handler answers; default:
   * what the server's configuration says, in plan mode always.
   */
  askUser?: boolean | undefined;
  /**
   * Functions that the model may call. The server keeps what it was told of them when the thread
   * was started: on resume they only take the place of the functions that this client has, as those
   * of another process are gone; a fork in the same client has them unless others are given.
   */
  tools?: readonly (Tool | ToolNamespace)[] | undefined;
}

/**
 * Options of `codex.threadStart()`: those of the protocol, the presets, and handlers for this
 * thread.
 */
export interface ThreadStartOptions
  extends Omit<wire.ThreadStartParams, "sandbox">,
    CommonThreadOptions {}

/**
 * Options of `codex.threadResume()`. A thread that the server has already loaded keeps its
 * settings.
 */
export interface ThreadResumeOptions
  extends Omit<wire.ThreadResumeParams, "threadId" | "sandbox">,
    CommonThreadOptions {
  /**
   * What becomes of a goal that is still active: `continue`, the default, lets the server go on
   * with it by itself, and `thread.currentTurn()` is its handle; `pause` pauses it first.
   */
  goal?: "continue" | "pause" | undefined;
}

/** Options of `codex.threadFork()`. */
export interface ThreadForkOptions
  extends Omit<wire.ThreadForkParams, "threadId" | "sandbox">,
    CommonThreadOptions {}

/** Options of `codex.threadList()`. `limit` is the number of threads per page. */
export interface ThreadListOptions extends wire.ThreadListParams, CallOptions {}

/** Options of `codex.threadSearch()`. `limit` is the number of threads per page. */
export interface ThreadSearchOptions extends wire.ThreadSearchParams, CallOptions {}

/** Options of `thread.turns()`. `limit` is the number of turns per page. */
export interface TurnsOptions extends Omit<wire.ThreadTurnsListParams, "threadId">, CallOptions {}

/** Options of `thread.items()`. `limit` is the number of items per page. */
export interface ItemsOptions extends Omit<wire.ThreadItemsListParams, "threadId">, CallOptions {}

/** Options of `thread.updateSettings()`: what is left out stays as it is. */
export interface ThreadSettingsOptions
  extends Omit<wire.ThreadSettingsUpdateParams, "threadId">,
    Presets,
    CallOptions {
  /**
   * How the agent works from the next turn on: as the option `mode` of a turn, which sets the same
   * thing. Refused beside `collaborationMode`.
   */
  mode?: "plan" | "default" | undefined;
}

/** What `thread.goal.set()` changes; what is left out stays as it is. */
export interface GoalChange extends Omit<wire.ThreadGoalSetParams, "threadId" | "origin"> {
  /** What is to be reached. A new goal needs it. */
  objective?: string | null | undefined;
  /** `active`, the default of a new goal, lets the server start turns; `paused` does not. */
  status?: wire.ThreadGoalSetParams["status"];
  /** How many tokens it may cost; null = as many as it takes, the default of a new goal. */
  tokenBudget?: number | null | undefined;
}

/** Options of `thread.read()`. */
export interface ReadOptions extends CallOptions {
  /** Whether the turns come with it; default false. */
  includeTurns?: boolean | undefined;
}
