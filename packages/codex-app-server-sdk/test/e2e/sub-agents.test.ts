import { describe, expect, test } from "vitest";
import type {
  Codex,
  HandlerContext,
  Handlers,
  Thread,
  ThreadStartOptions,
  TurnEvent,
  TurnEventOf,
} from "../../src/index.js";
import {
  createGate,
  functionCall,
  type Gate,
  type MockResponsesServer,
  type ModelItem,
  message,
} from "../../src/testing/index.js";
import { collect } from "../support/collect.js";
import { type AgentKind, agentKinds } from "./agent-kinds.js";
import { startCodex } from "./start-codex.js";

interface AgentSetup {
  codex: Codex;
  model: MockResponsesServer;
  thread: Thread;
  /** A call of one of the tools for sub-agents. */
  call(tool: string, args: Record<string, unknown>): ModelItem;
  /** What the model answers the thread with, one after the other. */
  parent: (ModelItem | ModelItem[])[];
  /** What the model answers its sub-agents with. */
  agent: ModelItem[];
}

async function startThread(
  kind: AgentKind,
  more = "",
  options: ThreadStartOptions = {},
): Promise<AgentSetup> {
  const { namespace, config } = agentKinds[kind];
  const { codex, model } = await startCodex({ home: { config: config + more } });
  const thread = await codex.threadStart(options);
  const parent: AgentSetup["parent"] = [];
  const agent: ModelItem[] = [];
  model.respondWith(({ threadId }) => {
    const answers: (ModelItem | ModelItem[])[] = threadId === thread.id ? parent : agent;
    return answers.shift() ?? message("nothing more");
  });
  // A real model may have to find the tools by a search first.
  const call: AgentSetup["call"] = (tool, args) =>
    functionCall(tool, args, { namespace, unoffered: true });
  return { codex, model, thread, call, parent, agent };
}

type AgentEvent = TurnEventOf<"agent-start"> | TurnEventOf<"agent-end">;

function agentEvents(events: readonly TurnEvent[]): AgentEvent[] {
  return events.filter(
    (event): event is AgentEvent => event.type === "agent-start" || event.type === "agent-end",
  );
}

/** Lets the thread's model wait until a sub-agent's turn is over. */
async function whenAgentEnds(codex: Codex, { id }: Thread, gate: Gate): Promise<string> {
  for await (const { params } of codex.notifications({ methods: ["turn/completed"] })) {
    if (params.threadId === id) continue;
    gate.open();
    return params.threadId;
  }
  return "";
}

describe.each(Object.keys(agentKinds) as AgentKind[])("a sub-agent that is told of %s", (kind) => {
  test("is an event, and part of the result with its answer and usage", async () => {
    const { codex, model, thread, call, parent, agent } = await startThread(kind);
    const gate = createGate();
    parent.push(call("spawn_agent", { task_name: "worker", message: "Work" }));
    parent.push(message(["waiting ", gate, "done"]));
    agent.push(message("worked"));
    const agentThread = whenAgentEnds(codex, thread, gate);

    const turn = await thread.turn("Go");
    const events = await collect(turn.events());
    const { agents, turnUsage } = await turn.result();

    const threadId = await agentThread;
    const who = {
      threadId,
      parentThreadId: thread.id,
      task: kind === "as tool calls" ? "Work" : null,
      path: kind === "as tool calls" ? null : "/root/worker",
    };
    expect(agentEvents(events)).toEqual([
      { type: "agent-start", ...who },
      { type: "agent-end", ...who },
    ]);
    expect(agents).toMatchObject([{ ...who, output: "worked" }]);
    expect(agents[0]?.usage?.total.totalTokens).toBe(110);
    const own = model.requests.filter((request) => request.threadId === thread.id);
    expect(turnUsage?.totalTokens).toBe(110 * own.length);
    // Who comes late is told the same.
    const again = agentEvents(await collect(turn.events({ from: "start" })));
    expect(again).toEqual(agentEvents(events));
  });

  test("asks the turn's handlers, which is an event of the turn", async () => {
    const asked: HandlerContext[] = [];
    const commandApproval: Handlers["commandApproval"] = (_, context) => {
      asked.push(context);
      return { decision: "accept" };
    };
    const { codex, thread, call, parent, agent } = await startThread(kind, "", {
      approvalPolicy: "untrusted",
      handlers: { commandApproval },
    });
    const gate = createGate();
    parent.push(call("spawn_agent", { task_name: "worker", message: "Work" }));
    parent.push(message(["waiting ", gate, "done"]));
    agent.push(functionCall("exec_command", { cmd: "true" }), message("worked"));
    const agentThread = whenAgentEnds(codex, thread, gate);

    const events = await collect((await thread.turn("Go")).events());

    expect(asked).toMatchObject([{ threadId: await agentThread }]);
    expect(events.filter(({ type }) => type.startsWith("approval-"))).toMatchObject([
      { type: "approval-start", id: asked[0]?.id, params: { threadId: asked[0]?.threadId } },
      { type: "approval-end", id: asked[0]?.id, isAccepted: true },
    ]);
  });

  test("that still works when the turn ends has no end, and is shown as it is", async () => {
    const { thread, call, parent, agent } = await startThread(kind);
    const gate = createGate();
    parent.push(call("spawn_agent", { task_name: "worker", message: "Work" }));
    const agentAsked = createGate();
    parent.push(message([agentAsked, "done"]));
    agent.push(message(["half", gate]));
    void gate.reached.then(() => agentAsked.open());

    const turn = await thread.turn("Go");
    const events = await collect(turn.events());

    expect(agentEvents(events).map(({ type }) => type)).toEqual(["agent-start"]);
    expect((await turn.result()).agents).toMatchObject([{ output: null, usage: null }]);
    expect(events.at(-1)?.type).toBe("finish");
  });

  test("of an earlier turn is one of the turn that gives it more to do, and of no other", async () => {
    const { codex, thread, call, parent, agent } = await startThread(kind);
    const first = createGate();
    parent.push(call("spawn_agent", { task_name: "worker", message: "Work" }));
    parent.push(message([first, "one"]));
    agent.push(message("worked"));
    const agentThread = whenAgentEnds(codex, thread, first);
    await thread.run("Go");
    const threadId = await agentThread;
    parent.push(message("two"));
    expect((await thread.run("And?")).agents).toEqual([]);
    const second = createGate();
    const target = kind === "as tool calls" ? threadId : "worker";
    parent.push(call(agentKinds[kind].more, { target, message: "More" }));
    parent.push(message([second, "three"]));
    agent.push(message("worked more"));
    const ended = whenAgentEnds(codex, thread, second);

    const turn = await thread.turn("More");
    const events = await collect(turn.events());

    await ended;
    expect(agentEvents(events).map(({ type }) => type)).toEqual(["agent-start", "agent-end"]);
    expect((await turn.result()).agents).toMatchObject([{ threadId, output: "worked more" }]);
  });
});

test("a sub-agent's own sub-agent is part of the same tree", async () => {
  const setup = await startThread("as tool calls", "[agents]\nmax_depth = 3\n");
  const { codex, thread, call, parent, agent } = setup;
  const gate = createGate();
  parent.push(call("spawn_agent", { message: "Work" }), message([gate, "done"]));
  agent.push(call("spawn_agent", { message: "Help" }), message("worked"), message("worked"));
  const ended = new Set<string>();
  const watching = (async (): Promise<void> => {
    for await (const { params } of codex.notifications({ methods: ["turn/completed"] })) {
      ended.add(params.threadId);
      if (ended.size === 2) return gate.open();
    }
  })();

  const turn = await thread.turn("Go");
  const events = await collect(turn.events());

  await watching;
  const { agents } = await turn.result();
  const [worker, helper] = agents;
  expect(worker).toMatchObject({ parentThreadId: thread.id, task: "Work" });
  expect(helper).toMatchObject({ parentThreadId: worker?.threadId, task: "Help" });
  expect(helper?.usage?.total.totalTokens).toBeGreaterThan(0);
  expect(agents).toHaveLength(2);
  expect(new Set(agents.map(({ threadId }) => threadId))).toEqual(ended);
  const told = agentEvents(events).map(({ type, threadId }) => `${type} ${threadId}`);
  expect(told.slice(0, 2)).toEqual(agents.map(({ threadId }) => `agent-start ${threadId}`));
});
