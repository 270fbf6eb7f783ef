import type * as wire from "codex-app-server-sdk/protocol";
import { finalResponseOf } from "./final-response.js";

/** A sub-agent that a turn has set to work. */
export interface TurnAgent {
  /** The id of the thread that it works on. */
  threadId: string;
  /** The id of the thread that set it to work: the turn's own, or another sub-agent's. */
  parentThreadId: string;
  /** What it is to do; null where the server does not tell. */
  task: string | null;
  /** Its name in the tree of agents, such as `/root/worker`; null where the server gives none. */
  path: string | null;
  /** What it answered last; null when it has not, or this client has not heard it. */
  output: string | null;
  /** Token usage of its thread, as last reported; null when it was not reported. */
  usage: wire.ThreadTokenUsage | null;
}

/** A sub-agent has begun to work, or works no more. */
export interface AgentChange {
  readonly type: "agent-start" | "agent-end";
  readonly agent: TurnAgent;
}

interface AgentState {
  readonly agent: TurnAgent;
  /** Whether it has worked for this turn, and not only been spoken to. */
  hasStarted: boolean;
  isRunning: boolean;
  /** What it has written in its present turn. */
  texts: wire.ThreadItem[];
}

type CollabCall = Extract<wire.ThreadItem, { type: "collabAgentToolCall" }>;
type Activity = Extract<wire.ThreadItem, { type: "subAgentActivity" }>;

/** The calls after whose end the states of agents are as they say; others repeat older ones. */
const reporting: ReadonlySet<string> = new Set([
  "wait",
  "closeAgent",
  "interruptAgent",
] satisfies wire.CollabAgentTool[]);

/** The states in which an agent does not work. */
const ended: ReadonlySet<string> = new Set([
  "interrupted",
  "completed",
  "errored",
  "shutdown",
  "notFound",
] satisfies wire.CollabAgentStatus[]);

/**
 * Folds what is said of a turn's sub-agents, in its own notifications and in theirs. Which kind of
 * item announces them depends on the model; what can't be read says nothing.
 */
export class TurnAgents {
  readonly #agents = new Map<string, AgentState>();

  /** Everything so far, for another fold that goes on from here. */
  copy(): TurnAgents {
    const copy = new TurnAgents();
    for (const [id, state] of this.#agents) {
      copy.#agents.set(id, { ...state, agent: { ...state.agent }, texts: [...state.texts] });
    }
    return copy;
  }

  /** Those that have worked, in the order in which they began. */
  get all(): TurnAgent[] {
    return this.#started().map(({ agent }) => ({ ...agent }));
  }

  /** What has happened so far. */
  get changes(): AgentChange[] {
    return this.#started().flatMap(({ agent, isRunning }) => {
      const start: AgentChange = { type: "agent-start", agent };
      return isRunning ? [start] : [start, { type: "agent-end", agent }];
    });
  }

  /** Takes a notification of the turn, or of a sub-agent's thread. */
  add({ method, params }: wire.ServerNotification): AgentChange[] {
    if (typeof params !== "object" || params === null) return [];
    switch (method) {
      case "item/started":
      case "item/completed":
        return this.#item(params, method === "item/completed");
      case "turn/started":
        return this.#turnStarted(this.#agents.get(params.threadId));
      case "turn/completed":
        return end(this.#agents.get(params.threadId));
      case "thread/tokenUsage/updated": {
        const state = this.#agents.get(params.threadId);
        if (state && params.tokenUsage) state.agent.usage = params.tokenUsage;
        return [];
      }
      default:
        return [];
    }
  }

  /** Takes a complete item of a turn that was missed. */
  complete(item: wire.ThreadItem, threadId: string): void {
    this.#item({ item, threadId }, true);
  }

  #started(): AgentState[] {
    return [...this.#agents.values()].filter(({ hasStarted }) => hasStarted);
  }

  #item(
    { item, threadId }: { item: wire.ThreadItem | undefined; threadId: string },
    isComplete: boolean,
  ): AgentChange[] {
    switch (item?.type) {
      case "collabAgentToolCall":
        return this.#called(item, isComplete);
      case "subAgentActivity":
        return this.#acted(item, threadId);
      case "agentMessage":
      case "plan":
        if (isComplete) this.#said(this.#agents.get(threadId), item);
        return [];
      default:
        return [];
    }
  }

  #called(call: CollabCall, isComplete: boolean): AgentChange[] {
    if (reporting.has(call.tool)) return isComplete ? this.#reported(call) : [];
    const { tool, status, prompt: task, senderThreadId, receiverThreadIds } = call;
    if (!Array.isArray(receiverThreadIds)) return [];
    const states = receiverThreadIds.map((id) => this.#know(id, senderThreadId, { task }));
    return tool === "spawnAgent" && status !== "failed" ? states.flatMap(start) : [];
  }

  #reported({ agentsStates }: CollabCall): AgentChange[] {
    return Object.entries(agentsStates ?? {}).flatMap(([id, report]) => {
      const state = this.#agents.get(id);
      if (!state?.isRunning || !ended.has(report?.status)) return [];
      if (report.status === "completed") state.agent.output ??= report.message;
      return end(state);
    });
  }

  #acted({ kind, agentThreadId, agentPath: path }: Activity, threadId: string): AgentChange[] {
    if (kind === "completed" || kind === "interrupted") return end(this.#agents.get(agentThreadId));
    const state = this.#know(agentThreadId, threadId, { path });
    return kind === "started" ? start(state) : [];
  }

  /** An agent of an earlier turn that is spoken to may work again. */
  #turnStarted(state: AgentState | undefined): AgentChange[] {
    if (!state) return [];
    state.texts = [];
    return start(state);
  }

  #said(state: AgentState | undefined, item: wire.ThreadItem): void {
    if (!state) return;
    state.texts.push(item);
    state.agent.output = finalResponseOf(state.texts, "completed");
  }

  #know(
    threadId: string,
    parentThreadId: string,
    said: { task?: string | null; path?: string | null },
  ): AgentState {
    const known = this.#agents.get(threadId);
    const state = known ?? unknown(threadId, parentThreadId);
    state.agent.task = said.task ?? state.agent.task;
    state.agent.path = said.path ?? state.agent.path;
    this.#agents.set(threadId, state);
    return state;
  }
}

/** The agents of a turn with these items, of which some were seen at work. */
export function agentsIn(
  items: readonly wire.ThreadItem[],
  threadId: string,
  seen: readonly TurnAgent[],
): TurnAgent[] {
  const agents = new TurnAgents();
  for (const item of items) agents.complete(item, threadId);
  const all = new Map([...agents.all, ...seen].map((agent) => [agent.threadId, agent]));
  return [...all.values()];
}

function unknown(threadId: string, parentThreadId: string): AgentState {
  const nothing = { task: null, path: null, output: null, usage: null };
  const agent: TurnAgent = { threadId, parentThreadId, ...nothing };
  return { agent, hasStarted: false, isRunning: false, texts: [] };
}

function start(state: AgentState): AgentChange[] {
  if (state.isRunning) return [];
  state.isRunning = true;
  state.hasStarted = true;
  return [{ type: "agent-start", agent: state.agent }];
}

function end(state: AgentState | undefined): AgentChange[] {
  if (!state?.isRunning) return [];
  state.isRunning = false;
  return [{ type: "agent-end", agent: state.agent }];
}
