import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import type { ThreadListOptions, ThreadStartOptions, TurnOptions } from "../../src/index.js";
import { message } from "../../src/testing/index.js";
import { type E2eSetup, startCodex } from "./start-codex.js";

interface TracedSetup extends E2eSetup {
  /** The params of the last request of this method. */
  paramsOf(method: keyof wire.ClientRequests): unknown;
}

/** The pinned Codex, and the params that are sent to it. */
async function startTraced(): Promise<TracedSetup> {
  const sent: { method?: string; params?: unknown }[] = [];
  const setup = await startCodex({
    codex: {
      trace: ({ direction, message }) => {
        if (direction === "send") sent.push(message as (typeof sent)[number]);
      },
    },
  });
  setup.model.respondWith(() => message('{"ok":true}'));
  const paramsOf = (method: keyof wire.ClientRequests): unknown =>
    sent.findLast((call) => call.method === method)?.params;
  return { ...setup, paramsOf };
}

const settings = {
  baseInstructions: "You are a test.",
  config: { model_reasoning_effort: "high" },
  developerInstructions: "Answer briefly.",
  model: "gpt-5.5",
  modelProvider: "mock",
  serviceTier: "default",
} as const;

const startOptions: ThreadStartOptions = {
  ...settings,
  ephemeral: false,
  personality: "pragmatic",
  serviceName: "a-test",
  sessionStartSource: "startup",
  threadSource: "user",
};

const turnOptions: TurnOptions = {
  effort: "low",
  model: "gpt-5.5",
  outputSchema: {
    type: "object",
    properties: { ok: { type: "boolean" } },
    required: ["ok"],
    additionalProperties: false,
  },
  personality: "friendly",
  serviceTier: "default",
  summary: "detailed",
};

describe("every parameter is sent under its wire name and taken by the server:", () => {
  test("threadStart", async () => {
    const { codex, model, home, paramsOf } = await startTraced();
    const thread = await codex.threadStart({
      ...startOptions,
      cwd: home.home,
      approvalMode: "deny-all",
      sandbox: "workspace",
    });
    await thread.run("Go");

    expect(paramsOf("thread/start")).toEqual({
      ...startOptions,
      cwd: home.home,
      approvalPolicy: "never",
      sandbox: "workspace-write",
    });
    expect(thread.started).toMatchObject({
      approvalPolicy: "never",
      cwd: home.home,
      model: "gpt-5.5",
      modelProvider: "mock",
      sandbox: { type: "workspaceWrite" },
    });
    expect(model.requests[0]?.body).toMatchObject({ reasoning: { effort: "high" } });
    const said = JSON.stringify(model.requests[0]?.body);
    expect(said).toContain("You are a test.");
    expect(said).toContain("Answer briefly.");
  });

  test("threadResume", async () => {
    const { codex, home, paramsOf } = await startTraced();
    const thread = await codex.threadStart();
    await thread.run("Go");
    await thread.unsubscribe();

    const options = { ...settings, cwd: home.home, personality: "friendly" } as const;
    const resumed = await codex.threadResume(thread.id, {
      ...options,
      approvalMode: "deny-all",
      sandbox: "read-only",
    });

    expect(paramsOf("thread/resume")).toEqual({
      ...options,
      excludeTurns: true,
      threadId: thread.id,
      approvalPolicy: "never",
      sandbox: "read-only",
    });
    expect(resumed.id).toBe(thread.id);
  });

  test("threadFork", async () => {
    const { codex, home, paramsOf } = await startTraced();
    const thread = await codex.threadStart();
    await thread.run("Go");

    const options = {
      ...settings,
      cwd: home.home,
      ephemeral: true,
      excludeTurns: true, // the server requires it for an ephemeral fork
      threadSource: "user",
    } as const;
    const fork = await codex.threadFork(thread.id, {
      ...options,
      approvalMode: "deny-all",
      sandbox: "read-only",
    });

    expect(paramsOf("thread/fork")).toEqual({
      ...options,
      threadId: thread.id,
      approvalPolicy: "never",
      sandbox: "read-only",
    });
    expect(fork.started).toMatchObject({
      approvalPolicy: "never",
      cwd: home.home,
      sandbox: { type: "readOnly" },
      thread: { ephemeral: true, forkedFromId: thread.id },
    });
  });

  test("run and turn", async () => {
    const { codex, model, home, paramsOf } = await startTraced();
    const thread = await codex.threadStart();
    const options: TurnOptions = { ...turnOptions, cwd: home.home };

    const result = await thread.run("Go", {
      ...options,
      approvalMode: "deny-all",
      sandbox: "read-only",
    });
    const turn = await thread.turn("Go on", options);
    await turn.run();

    const input = [{ type: "text", text: "Go on" }];
    expect(paramsOf("turn/start")).toEqual({ ...options, threadId: thread.id, input });
    expect(JSON.parse(result.finalResponse ?? "")).toEqual({ ok: true });
    expect(result.turn).toMatchObject({
      id: expect.any(String),
      status: "completed",
      error: null,
      startedAt: expect.any(Number),
      completedAt: expect.any(Number),
      durationMs: expect.any(Number),
    });
    for (const { body } of model.requests) {
      expect(body).toMatchObject({
        model: "gpt-5.5",
        reasoning: { effort: "low", summary: "detailed" },
        text: { format: { type: "json_schema", schema: turnOptions.outputSchema } },
      });
      expect(JSON.stringify(body)).toContain(JSON.stringify(home.home).slice(1, -1));
    }
  });

  test("threadList", async () => {
    const { codex, home, paramsOf } = await startTraced();
    const thread = await codex.threadStart();
    await thread.run("Find me");
    const options: ThreadListOptions = {
      archived: false,
      cwd: home.cwd,
      limit: 5,
      modelProviders: ["mock"],
      searchTerm: "Find",
      sortDirection: "desc",
      sortKey: "updated_at",
      sourceKinds: ["vscode"],
      useStateDbOnly: true,
    };

    const page = await codex.threadList(options);

    expect(paramsOf("thread/list")).toEqual(options);
    expect(page.data.map(({ id }) => id)).toEqual([thread.id]);
  });
});
