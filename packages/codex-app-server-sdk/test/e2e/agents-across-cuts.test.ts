import { describe, expect, test } from "vitest";
import type { Codex, Thread } from "../../src/index.js";
import { createGate, functionCall, type ModelItem, message } from "../../src/testing/index.js";
import { type AgentKind, agentKinds } from "./agent-kinds.js";
import { type CutSetup, startCut } from "./start-cut.js";

const untrusted = { approvalPolicy: "untrusted", sandbox: "full-access" } as const;

interface AgentSetup extends CutSetup {
  thread: Thread;
  /** Another client, which hears of what all hear of. */
  other: Codex;
  /** What the model answers the thread with, one after the other. */
  parent: (ModelItem | ModelItem[])[];
  /** What the model answers its sub-agent with, then with "worked". */
  agent: ModelItem[];
  /** The threads that asked this client for an approval. */
  asked: (string | null)[];
  /** A call of one of the tools for sub-agents. */
  call(tool: string, args: Record<string, unknown>): ModelItem;
}

async function startThread(kind: AgentKind): Promise<AgentSetup> {
  const { namespace, config } = agentKinds[kind];
  const asked: AgentSetup["asked"] = [];
  const handlers = {
    commandApproval: (_: unknown, { threadId }: { threadId: string | null }) => {
      asked.push(threadId);
      return { decision: "accept" } as const;
    },
  };
  const setup = await startCut({ handlers }, { config });
  const thread = await setup.codex.threadStart(untrusted);
  const { codex: other } = setup.connect();
  await other.start();
  const parent: AgentSetup["parent"] = [];
  const agent: ModelItem[] = [];
  setup.model.respondWith(({ threadId }) => {
    if (threadId === thread.id) return parent.shift() ?? message("nothing more");
    return agent.shift() ?? message("worked");
  });
  const call: AgentSetup["call"] = (tool, args) =>
    functionCall(tool, args, { namespace, unoffered: true });
  return { ...setup, thread, other, parent, agent, asked, call };
}

const runs = (cmd: string): ModelItem => functionCall("exec_command", { cmd });

/** Resolves with the id of the sub-agent's thread when that waits for an approval. */
async function whenAgentWaits(other: Codex, { id }: Thread): Promise<string> {
  for await (const { params } of other.notifications({ methods: ["thread/status/changed"] })) {
    const { threadId, status } = params;
    if (threadId === id || status.type !== "active") continue;
    if (status.activeFlags.includes("waitingOnApproval")) return threadId;
  }
  return "";
}

/** Resolves with the id of the sub-agent's thread when that does nothing any more. */
async function whenAgentIsIdle(other: Codex, { id }: Thread): Promise<string> {
  for await (const { params } of other.notifications({ methods: ["thread/status/changed"] })) {
    if (params.threadId !== id && params.status.type === "idle") return params.threadId;
  }
  return "";
}

describe.each(Object.keys(agentKinds) as AgentKind[])("a sub-agent that is told of %s", (kind) => {
  test("and begins while the connection is cut, asks for approvals and is in the result", async () => {
    const setup = await startThread(kind);
    const { thread, other, parent, agent, asked, call, cut, mend } = setup;
    const [before, end] = [createGate(), createGate()];
    const spawn = call("spawn_agent", { task_name: "worker", message: "Work" });
    parent.push([message(["first", before]), spawn], message(["waiting", end]));
    agent.push(runs("echo ran"));
    const turn = await thread.turn("Go");
    await before.reached;

    await cut();
    const waits = whenAgentWaits(other, thread);
    before.open();
    const threadId = await waits;
    const isIdle = whenAgentIsIdle(other, thread);
    await mend();

    expect(await isIdle).toBe(threadId);
    expect(asked).toEqual([threadId]);
    end.open();
    expect((await turn.result()).agents).toMatchObject([{ threadId, output: "worked" }]);
  });

  test("and ends while the connection is cut, as its turn does, is in the result", async () => {
    const { thread, other, parent, call, cut, mend } = await startThread(kind);
    const [before, end] = [createGate(), createGate()];
    const spawn = call("spawn_agent", { task_name: "worker", message: "Work" });
    parent.push([message(["first", before]), spawn], message(["waiting", end]));
    const turn = await thread.turn("Go");
    await before.reached;
    const watched = (await other.threadResume(thread.id)).currentTurn();

    await cut();
    const isIdle = whenAgentIsIdle(other, thread);
    before.open();
    const threadId = await isIdle;
    end.open();
    await watched?.result();
    await mend();

    expect((await turn.result()).agents).toMatchObject([{ threadId, output: "worked" }]);
  });

  test("and does nothing at a cut, asks for approvals when it is given more to do", async () => {
    const setup = await startThread(kind);
    const { thread, other, parent, agent, asked, call, cut, mend } = setup;
    const [first, second] = [createGate(), createGate()];
    const spawn = call("spawn_agent", { task_name: "worker", message: "Work" });
    parent.push(spawn, message([first, "one"]));
    const isIdle = whenAgentIsIdle(other, thread);
    const running = thread.run("Go");
    const threadId = await isIdle;
    first.open();
    await running;

    await cut();
    await mend();
    const target = kind === "as tool calls" ? threadId : "worker";
    parent.push(call(agentKinds[kind].more, { target, message: "More" }), message([second, "two"]));
    agent.push(runs("echo ran"));
    const isIdleAgain = whenAgentIsIdle(other, thread);
    const turn = await thread.turn("More");

    await isIdleAgain;
    expect(asked).toEqual([threadId]);
    second.open();
    expect((await turn.result()).agents).toMatchObject([{ threadId, output: "worked" }]);
  });
});
