import { access } from "node:fs/promises";
import { join } from "node:path";
import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import {
  type Codex,
  OptionsError,
  type Presets,
  type SandboxPreset,
  type StartedThread,
  type ThreadStartOptions,
  type TurnOptions,
} from "../../src/index.js";
import { functionCall, message, type TestCodexOptions } from "../../src/testing/index.js";
import { type E2eSetup, startCodex } from "./start-codex.js";

interface RecordingSetup extends E2eSetup {
  sent: { method: string; params: Record<string, unknown> }[];
  /** The approval and sandbox fields of the last request of this method. */
  lastSent(method: string): Record<string, unknown>;
}

/** The pinned Codex, and the params of every request that is sent to it. */
async function recordingCodex(options: TestCodexOptions = {}): Promise<RecordingSetup> {
  const sent: RecordingSetup["sent"] = [];
  const setup = await startCodex({
    ...options,
    codex: {
      ...options.codex,
      trace: ({ direction, message }) => {
        if (direction === "send") sent.push(message as (typeof sent)[number]);
      },
    },
  });
  setup.model.respondWith(() => message("ok"));
  const lastSent = (method: string): Record<string, unknown> =>
    only(
      sent.findLast((message) => message.method === method)?.params ?? {},
      "approvalPolicy",
      "approvalsReviewer",
      "sandbox",
      "sandboxPolicy",
      "permissions",
    );
  return { ...setup, sent, lastSent };
}

function only(value: object, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
}

const modes = {
  "auto-review": { approvalPolicy: "on-request", approvalsReviewer: "auto_review" },
  ask: { approvalPolicy: "on-request", approvalsReviewer: "user" },
  "deny-all": { approvalPolicy: "never" },
  inherit: {},
} as const;

const bypass = "dangerously-bypass-approvals-and-sandbox";

const sandboxes: Record<SandboxPreset, { mode: wire.SandboxMode; type: string }> = {
  "read-only": { mode: "read-only", type: "readOnly" },
  workspace: { mode: "workspace-write", type: "workspaceWrite" },
  "workspace-write": { mode: "workspace-write", type: "workspaceWrite" },
  "full-access": { mode: "danger-full-access", type: "dangerFullAccess" },
  "danger-full-access": { mode: "danger-full-access", type: "dangerFullAccess" },
};

const entries = <K extends string, V>(record: Record<K, V>): [K, V][] =>
  Object.entries(record) as [K, V][];

describe("on threadStart", () => {
  test("each approval mode is sent as its policy and reviewer, and the server takes it", async () => {
    const { codex, lastSent } = await recordingCodex();
    for (const [approvalMode, fields] of entries(modes)) {
      const { started } = await codex.threadStart({ approvalMode });

      expect([approvalMode, lastSent("thread/start")]).toEqual([approvalMode, fields]);
      expect(started).toMatchObject(fields);
    }
  });

  test("each sandbox is sent as the server's own word, and the server takes it", async () => {
    const { codex, lastSent } = await recordingCodex();
    for (const [sandbox, { mode, type }] of entries(sandboxes)) {
      const { started } = await codex.threadStart({ approvalMode: "inherit", sandbox });

      expect(lastSent("thread/start")).toEqual({ sandbox: mode });
      expect(started.sandbox.type).toBe(type);
    }
  });

  test("the bypass turns both approvals and the sandbox off", async () => {
    const { codex, lastSent } = await recordingCodex();

    const { started } = await codex.threadStart({ approvalMode: bypass });

    expect(lastSent("thread/start")).toEqual({
      approvalPolicy: "never",
      sandbox: "danger-full-access",
    });
    expect(started.sandbox.type).toBe("dangerFullAccess");
  });

  test("without a word on approvals the reviewer of the server decides", async () => {
    const { codex, lastSent } = await recordingCodex();

    await codex.threadStart({ handlers: { userInput: () => ({ answers: {} }) } });

    expect(lastSent("thread/start")).toEqual(modes["auto-review"]);
  });

  test.each(["commandApproval", "fileChangeApproval"])(
    "with a %s handler, of the client or the thread, that handler is asked",
    async (name) => {
      const handlers = { [name]: () => ({ decision: "decline" as const }) };
      const { codex, lastSent } = await recordingCodex({ codex: { handlers } });
      const plain = await recordingCodex();

      await codex.threadStart();
      await plain.codex.threadStart({ handlers });

      expect(lastSent("thread/start")).toEqual(modes.ask);
      expect(plain.lastSent("thread/start")).toEqual(modes.ask);
    },
  );

  test("the server's own words are sent as they are, and no preset beside them", async () => {
    const { codex, lastSent } = await recordingCodex();

    await codex.threadStart({ approvalPolicy: "untrusted" });
    expect(lastSent("thread/start")).toEqual({ approvalPolicy: "untrusted" });

    await codex.threadStart({ approvalsReviewer: "user" });
    expect(lastSent("thread/start")).toEqual({ approvalsReviewer: "user" });
  });
});

describe("on threadResume and threadFork", () => {
  test("nothing is sent unless it is asked for", async () => {
    const { codex, lastSent } = await recordingCodex();
    const thread = await codex.threadStart({ approvalMode: "deny-all" });
    await thread.run("Go");

    const resumed = await codex.threadResume(thread.id);
    const fork = await codex.threadFork(thread.id);

    expect([lastSent("thread/resume"), lastSent("thread/fork")]).toEqual([{}, {}]);
    expect(resumed.started.approvalPolicy).toBe("never");
    expect(fork.started.approvalPolicy).not.toBeUndefined();
  });

  test("the presets are sent as on threadStart, and a fork takes them", async () => {
    const { codex, lastSent } = await recordingCodex();
    const thread = await codex.threadStart();
    await thread.run("Go");

    const fork = await codex.threadFork(thread.id, { approvalMode: "ask", sandbox: "workspace" });
    await codex.threadResume(fork.id, { approvalMode: bypass });

    expect(lastSent("thread/fork")).toEqual({ ...modes.ask, sandbox: "workspace-write" });
    expect(fork.started).toMatchObject({ ...modes.ask, sandbox: { type: "workspaceWrite" } });
    expect(lastSent("thread/resume")).toEqual({
      approvalPolicy: "never",
      sandbox: "danger-full-access",
    });
  });

  test("what a loaded thread ignores is logged as a warning", async () => {
    const { codex, warnings } = await recordingCodex();
    const thread = await codex.threadStart({ approvalMode: "deny-all", sandbox: "read-only" });
    await thread.run("Go");

    await codex.threadResume(thread.id, { approvalPolicy: "never" });
    expect(warnings).toEqual([]);
    await codex.threadResume(thread.id, { approvalMode: "ask", sandbox: "full-access" });

    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(thread.id);
    expect(warnings[0]).toContain("keeps its own approvalPolicy, sandbox.");
  });
});

describe("on a turn", () => {
  test("each preset is sent in the turn's own words and holds for the thread from then on", async () => {
    const { codex, lastSent } = await recordingCodex();
    const thread = await codex.threadStart({ approvalMode: "inherit" });
    const now = async (): Promise<StartedThread> => (await codex.threadResume(thread.id)).started;

    for (const [approvalMode, fields] of entries(modes)) {
      await thread.run("Go", { approvalMode });
      expect([approvalMode, lastSent("turn/start")]).toEqual([approvalMode, fields]);
      expect(await now()).toMatchObject(fields);
    }
    for (const [sandbox, { type }] of entries(sandboxes)) {
      await thread.run("Go", { sandbox });
      expect(lastSent("turn/start")).toEqual({ sandboxPolicy: { type } });
      expect((await now()).sandbox.type).toBe(type);
    }
    await thread.run("Go", { approvalMode: "ask", sandbox: "read-only" });
    await thread.run("Go", { approvalMode: bypass });
    expect(lastSent("turn/start")).toEqual({
      approvalPolicy: "never",
      sandboxPolicy: { type: "dangerFullAccess" },
    });
    expect(await now()).toMatchObject({
      approvalPolicy: "never",
      sandbox: { type: "dangerFullAccess" },
    });
  });

  test("nothing is sent unless it is asked for: the thread keeps its mode and sandbox", async () => {
    const { codex, model, lastSent, home } = await recordingCodex();
    const thread = await codex.threadStart({ approvalMode: "deny-all", sandbox: "read-only" });
    await thread.run("Go");
    const cmd = `echo x > ${home.cwd}/file`;
    model.respond(functionCall("exec_command", { cmd }, { callId: "call" })).respond(message("ok"));

    await thread.run("Go on");

    expect(lastSent("turn/start")).toEqual({});
    expect(model.requests.at(-1)?.toolOutput("call")).toMatch(/read-only|denied|not permitted/i);
    await expect(access(join(home.cwd, "file"))).rejects.toThrow("ENOENT");
  });
});

describe("contradictions", () => {
  const common: [string, Parameters<Codex["threadStart"]>[0] & TurnOptions][] = [
    ["sandbox with permissions", { sandbox: "read-only", permissions: "x" }],
    ["a mode with approvalPolicy", { approvalMode: "ask", approvalPolicy: "never" }],
    ["a mode with approvalsReviewer", { approvalMode: "deny-all", approvalsReviewer: "user" }],
    ["the bypass with sandbox", { approvalMode: bypass, sandbox: "read-only" }],
    ["the bypass with permissions", { approvalMode: bypass, permissions: "x" }],
  ];
  const ofTurns: [string, TurnOptions][] = [
    [
      "sandbox with sandboxPolicy",
      { sandbox: "read-only", sandboxPolicy: { type: "readOnly", networkAccess: false } },
    ],
    [
      "the bypass with sandboxPolicy",
      { approvalMode: bypass, sandboxPolicy: { type: "dangerFullAccess" } },
    ],
  ];
  const unknown: [string, object][] = [
    ["an unknown mode", { approvalMode: "always" }],
    ["an unknown sandbox", { sandbox: "jail" }],
  ];

  test("are refused on every way to a thread or a turn, before anything is sent", async () => {
    const { codex, sent } = await recordingCodex();
    const thread = await codex.threadStart();
    const before = sent.length;

    for (const [name, options] of [...common, ...unknown] as [string, Presets][]) {
      for (const call of [
        () => codex.threadStart(options),
        () => codex.threadResume(thread.id, options),
        () => codex.threadFork(thread.id, options),
        () => thread.run("Go", options),
      ]) {
        expect([name, await failure(call())]).toEqual([name, expect.any(OptionsError)]);
      }
    }
    for (const [name, options] of ofTurns) {
      expect([name, await failure(thread.turn("Go", options))]).toEqual([
        name,
        expect.any(OptionsError),
      ]);
    }

    expect(sent.slice(before)).toEqual([]);
    expect((await thread.run("Go")).finalResponse).toBe("ok");
  });

  test("do not exist when a preset only inherits", async () => {
    const { codex } = await recordingCodex();

    const options: ThreadStartOptions = { approvalMode: "inherit", approvalPolicy: "untrusted" };

    expect((await codex.threadStart(options)).started.approvalPolicy).toBe("untrusted");
  });
});

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}
