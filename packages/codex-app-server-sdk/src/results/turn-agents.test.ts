import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { type AgentChange, agentsIn, TurnAgents } from "./turn-agents.js";

type Step = [method: string, params: unknown];

const own = "parent";

/** A call that concerns sub-agents, as the older kind of them is told of. */
function call(tool: string, receiverThreadIds: string[], more: object = {}): object {
  const type = "collabAgentToolCall";
  const states = { agentsStates: {}, prompt: null, status: "completed" };
  return { type, id: "c", tool, senderThreadId: own, receiverThreadIds, ...states, ...more };
}

/** What a sub-agent does, as the newer kind of them is told of. */
function activity(kind: string, agentThreadId: string, agentPath = "/root/worker"): object {
  return { type: "subAgentActivity", id: "a", kind, agentThreadId, agentPath };
}

const item = (of: object, threadId = own): Step => ["item/completed", { threadId, item: of }];
const started = (threadId: string): Step => ["turn/started", { threadId, turn: {} }];
const completed = (threadId: string): Step => ["turn/completed", { threadId, turn: {} }];
const says = (threadId: string, text: string, phase: string | null = null): Step =>
  item({ type: "agentMessage", id: "m", text, phase }, threadId);

function fold(agents: TurnAgents, steps: readonly Step[]): string[] {
  return steps
    .flatMap(([method, params]) => agents.add({ method, params } as wire.ServerNotification))
    .map(({ type, agent }: AgentChange) => `${type} ${agent.threadId}`);
}

describe("a sub-agent that is told of as tool calls", () => {
  test("begins when it is spawned, and ends with its turn", () => {
    const agents = new TurnAgents();

    const changes = fold(agents, [
      item(call("spawnAgent", ["one"], { prompt: "Work" })),
      started("one"),
      says("one", "thinking", "commentary"),
      says("one", "done"),
      ["thread/tokenUsage/updated", { threadId: "one", tokenUsage: { total: 5 } }],
      completed("one"),
      item(call("wait", ["one"], { agentsStates: { one: { status: "completed", message: "!" } } })),
    ]);

    expect(changes).toEqual(["agent-start one", "agent-end one"]);
    expect(agents.all).toEqual([
      {
        threadId: "one",
        parentThreadId: own,
        task: "Work",
        path: null,
        output: "done",
        usage: { total: 5 },
      },
    ]);
  });

  test("that is not heard ends with what its parent is told of it", () => {
    const agents = new TurnAgents();
    const agentsStates = {
      one: { status: "completed", message: "result" },
      two: { status: "running", message: null },
      other: { status: "completed", message: "of an earlier turn" },
    };

    const changes = fold(agents, [
      item(call("spawnAgent", ["one"])),
      item(call("spawnAgent", ["two"])),
      item(call("wait", [], { agentsStates })),
      item(call("closeAgent", [], { agentsStates: { two: { status: "shutdown" } } })),
    ]);

    expect(changes).toEqual([
      "agent-start one",
      "agent-start two",
      "agent-end one",
      "agent-end two",
    ]);
    expect(agents.all.map(({ output }) => output)).toEqual(["result", null]);
  });

  test("of an earlier turn works for this one once it has been given more to do", () => {
    const agents = new TurnAgents();
    const stale = { agentsStates: { one: { status: "completed", message: "old" } } };

    expect(fold(agents, [started("one"), completed("one")])).toEqual([]);
    const more = item(call("sendInput", ["one"], { prompt: "More", ...stale }));
    expect(fold(agents, [more])).toEqual([]);
    expect(agents.all).toEqual([]);
    expect(fold(agents, [started("one"), more, says("one", "new"), completed("one")])).toEqual([
      "agent-start one",
      "agent-end one",
    ]);
    expect(agents.all).toMatchObject([{ task: "More", output: "new" }]);
  });

  test("that could not be spawned has not worked", () => {
    const agents = new TurnAgents();

    expect(fold(agents, [item(call("spawnAgent", ["one"], { status: "failed" }))])).toEqual([]);
    expect(agents.all).toEqual([]);
  });
});

describe("a sub-agent that is told of as activities", () => {
  test("has a path and no task, and sub-agents of its own", () => {
    const agents = new TurnAgents();

    const changes = fold(agents, [
      ["item/started", { threadId: own, item: activity("started", "one") }],
      item(activity("started", "one")),
      started("one"),
      item(activity("started", "two", "/root/worker/helper"), "one"),
      says("two", "helped"),
      item(activity("completed", "two", "/root/worker/helper"), "one"),
      completed("two"),
      item(activity("interrupted", "one")),
    ]);

    expect(changes).toEqual([
      "agent-start one",
      "agent-start two",
      "agent-end two",
      "agent-end one",
    ]);
    expect(agents.all).toMatchObject([
      { threadId: "one", parentThreadId: own, task: null, path: "/root/worker" },
      { threadId: "two", parentThreadId: "one", path: "/root/worker/helper", output: "helped" },
    ]);
  });

  test("that is only spoken to has not worked", () => {
    const agents = new TurnAgents();

    expect(fold(agents, [item(activity("interacted", "one"))])).toEqual([]);
    expect(agents.all).toEqual([]);
    expect(fold(agents, [started("one")])).toEqual(["agent-start one"]);
  });
});

describe("what is known of sub-agents", () => {
  test("can be taken over by another fold, which goes on by itself", () => {
    const agents = new TurnAgents();
    fold(agents, [item(activity("started", "one")), item(activity("started", "two"))]);
    fold(agents, [completed("one"), says("two", "half")]);

    const copy = agents.copy();
    fold(agents, [says("two", "whole"), completed("two")]);

    expect(copy.changes.map(({ type, agent }) => `${type} ${agent.threadId}`)).toEqual([
      "agent-start one",
      "agent-end one",
      "agent-start two",
    ]);
    expect(copy.all.at(1)?.output).toBe("half");
  });

  test("is put together from items that were read and from what was seen", () => {
    const items = [activity("started", "one"), activity("started", "two")] as wire.ThreadItem[];
    const agents = new TurnAgents();
    fold(agents, [item(activity("started", "two")), says("two", "seen")]);

    expect(agentsIn(items, own, agents.all)).toMatchObject([
      { threadId: "one", output: null },
      { threadId: "two", output: "seen" },
    ]);
  });

  test.each<[string, Step]>([
    ["no params", ["item/completed", undefined]],
    ["no item", ["item/completed", { threadId: own }]],
    ["no receivers", item({ ...call("spawnAgent", []), receiverThreadIds: 5 })],
    ["no states", item({ ...call("wait", []), agentsStates: null })],
    ["a state that is none", item(call("wait", [], { agentsStates: { one: null } }))],
    ["no usage", ["thread/tokenUsage/updated", { threadId: "one" }]],
  ])("is not changed by what has %s", (_name, step) => {
    const agents = new TurnAgents();
    fold(agents, [item(activity("started", "one"))]);

    expect(fold(agents, [step])).toEqual([]);
    expect(agents.all).toHaveLength(1);
  });
});
