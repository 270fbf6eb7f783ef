import type * as wire from "codex-app-server-sdk/protocol";
import type { FakeThread } from "./fake-thread.js";
import type { FakeCommand, FakeTurn } from "./fake-turn.js";

export interface CommandStart {
  /** Providers that number their calls anew give the same id in each turn. */
  readonly itemId: string;
  /** A command that had to be approved is announced before it has a process. */
  readonly hadToBeApproved: boolean;
}

/** The running turn starts a command. */
export function startCommand(thread: FakeThread, start: CommandStart, processId: string): void {
  const { turn } = thread;
  if (turn?.state !== "running") return;
  const { itemId, hadToBeApproved } = start;
  thread.commands.push({
    processId,
    itemId,
    turn,
    isTold: thread.isSubscribed,
    isAlive: true,
    isTerminated: false,
  });
  const item = commandItem(itemId, hadToBeApproved ? null : processId, "inProgress");
  thread.tell("item/started", { turnId: turn.id, startedAtMs: 1, item });
}

/** A command ends, by itself or because it was terminated. */
export function endCommand(thread: FakeThread, command: FakeCommand): void {
  command.isAlive = false;
  const item = commandItem(command.itemId, command.processId, "completed");
  thread.tell("item/completed", { turnId: command.turn.id, completedAtMs: 1, item });
}

/** A server on which threads can be started for sub-agents. */
interface AgentServer {
  addThread(options: { parent: FakeTurn }): FakeThread;
}

/** The running turn sets a sub-agent to work. Nothing but an item tells the client of it. */
export function startAgent(server: AgentServer, parent: FakeThread): void {
  const { turn } = parent;
  if (turn?.state !== "running") return;
  const agent = server.addThread({ parent: turn });
  agent.isSubscribed = parent.isSubscribed;
  agent.isSlow = parent.isSlow;
  const item = { type: "subAgentActivity", id: "call_8", kind: "started", agentThreadId: agent.id };
  const params = { turnId: turn.id, item: { ...item, agentPath: "/", ...unknownModel } };
  parent.tell("item/started", { ...params, startedAtMs: 1 });
  parent.tell("item/completed", { ...params, completedAtMs: 1 });
  agent.expectTurn("agent");
  agent.beginSoon();
}

/** Whether the turn, or the one that set it to work, is one of these. */
export function descendsFrom(turn: FakeTurn, isOne: (turn: FakeTurn) => boolean): boolean {
  return isOne(turn) || (turn.root !== undefined && descendsFrom(turn.root, isOne));
}

const unknownModel = { model: null, reasoningEffort: null };

function commandItem(
  id: string,
  processId: string | null,
  status: "inProgress" | "completed",
): wire.CommandExecutionThreadItem {
  return {
    type: "commandExecution",
    id,
    pluginId: null,
    scriptPath: null,
    command: "sleep 99",
    cwd: "/work",
    processId,
    source: "unifiedExecStartup",
    status,
    commandActions: [],
    aggregatedOutput: null,
    exitCode: status === "completed" ? 0 : null,
    durationMs: null,
  };
}
