import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ElicitRequest, ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, test } from "vitest";
import { createGate, customToolCall, functionCall, message } from "../../src/testing/index.js";
import {
  type McpServerOptions,
  type McpSetup,
  startMcpServer,
  textsOf,
  threadOf,
} from "./start-mcp-server.js";
import { startRawMcpServer } from "./start-raw-mcp-server.js";

type Params = ElicitRequest["params"] & Record<string, unknown>;
type Answer = (params: Params, signal: AbortSignal) => unknown;

/** Starts a server whose client lets `answer` answer what it is asked, and notes that. */
async function startAsking(
  answer: Answer,
  options: McpServerOptions = {},
): Promise<McpSetup & { asked: Params[] }> {
  const setup = await startMcpServer({ capabilities: { elicitation: {} }, ...options });
  const asked: Params[] = [];
  setup.client.setRequestHandler(ElicitRequestSchema, async ({ params }, { signal }) => {
    asked.push(params as Params);
    return (await answer(params as Params, signal)) as Record<string, unknown>;
  });
  return { ...setup, asked };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

const untrusted = {
  prompt: "Make the file",
  sandbox: "danger-full-access",
  "approval-policy": "untrusted",
};

/** Has the model make a file by a command, and says whether it is there afterwards. */
async function makeFile({ call, model, home }: McpSetup): Promise<{
  result: Awaited<ReturnType<McpSetup["call"]>>;
  isMade: boolean;
}> {
  model.respond(functionCall("exec_command", { cmd: "touch made" }, { callId: "call" }));
  model.respondWith(() => message("done"));
  const result = await call("codex", untrusted);
  return { result, isMade: await exists(join(home.cwd, "made")) };
}

describe("a command that needs approval", () => {
  test("runs when the user accepts, who is told what and where", async () => {
    const setup = await startAsking(() => ({ action: "accept", content: {} }));

    const { result, isMade } = await makeFile(setup);

    expect(isMade).toBe(true);
    expect(textsOf(result)).toEqual(["done"]);
    const { cwd } = setup.home;
    expect(setup.asked).toMatchObject([
      {
        message: `Allow Codex to run \`touch made\` in \`${cwd}\`?`,
        requestedSchema: { type: "object", properties: {} },
        _meta: {
          codex_elicitation: "exec-approval",
          threadId: setup.model.requests[0]?.threadId,
          codex_mcp_tool_call_id: expect.stringMatching(/^\d+$/),
          codex_event_id: expect.any(String),
          codex_call_id: "call",
          codex_command: ["/bin/bash", "-lc", "touch made"],
          codex_cwd: cwd,
          codex_parsed_cmd: [{ command: "touch made" }],
        },
      },
    ]);
    expect(setup.faults).toEqual([]);
  });

  test("does not run when the user declines, and the turn goes on", async () => {
    const setup = await startAsking(() => ({ action: "decline" }));

    const { result, isMade } = await makeFile(setup);

    expect(isMade).toBe(false);
    expect(textsOf(result)).toEqual(["done"]);
    expect(setup.asked).toHaveLength(1);
  });

  test("does not run when the user cancels, which interrupts the turn", async () => {
    const setup = await startAsking(() => ({ action: "cancel" }));

    const { result, isMade } = await makeFile(setup);

    expect(isMade).toBe(false);
    expect(result.isError).toBe(true);
    expect(textsOf(result).join()).toContain("interrupted");
    expect(setup.model.requests).toHaveLength(1);
  });

  test("does not run when the client fails to ask, which the result says", async () => {
    const setup = await startAsking(() => Promise.reject(new Error("no window")));

    const { result, isMade } = await makeFile(setup);

    expect(isMade).toBe(false);
    expect(textsOf(result)).toEqual([
      "done",
      expect.stringMatching(/Declined, .*no window.*touch/),
    ]);
  });

  test.each([
    ["has no elicitation", {}],
    ["only shows pages", { elicitation: { url: {} } }],
  ])("does not run when the client %s, which the result says", async (_, capabilities) => {
    const setup = await startMcpServer({ capabilities });

    const { result, isMade } = await makeFile(setup);

    expect(isMade).toBe(false);
    expect(result.isError).toBeUndefined();
    expect(textsOf(result)).toEqual([
      "done",
      expect.stringMatching(/Declined, .*elicitation.*`touch made`/),
    ]);
    expect(result.structuredContent).toMatchObject({ content: "done" });
  });

  test("is asked for once when the user accepts for the session", async () => {
    const setup = await startAsking(() => ({
      action: "accept",
      decision: "approved_for_session",
    }));

    await makeFile(setup);
    const call = { callId: "again" };
    setup.model.respond(functionCall("exec_command", { cmd: "touch made" }, call));
    const threadId = setup.model.requests[0]?.threadId;
    await setup.call("codex-reply", { threadId, prompt: "Again" });

    expect(setup.asked).toHaveLength(1);
  });

  test.each([
    ["approved", true],
    ["denied", false],
  ])("is decided by a client of Codex's former server: %s runs it: %s", async (decision, runs) => {
    const asked: unknown[] = [];
    const ended = createGate();
    const { send, model, home } = await startRawMcpServer({
      capabilities: { elicitation: {} },
      onMessage({ id, method, params }, server) {
        if (method === "elicitation/create") {
          asked.push(params);
          server.send({ id, result: { decision } });
        } else if (id === 2) {
          ended.open();
        }
      },
    });
    model.respond(functionCall("exec_command", { cmd: "touch made" }, { callId: "call" }));
    model.respond(message("done"));

    send({ id: 2, method: "tools/call", params: { name: "codex", arguments: untrusted } });
    await ended.pass();

    expect(await exists(join(home.cwd, "made"))).toBe(runs);
    expect(asked).toMatchObject([
      {
        threadId: model.requests[0]?.threadId,
        codex_elicitation: "exec-approval",
        codex_mcp_tool_call_id: "2",
        codex_call_id: "call",
        codex_command: ["/bin/bash", "-lc", "touch made"],
        codex_cwd: home.cwd,
      },
    ]);
  });

  test("is no longer asked for when the call is cancelled", async () => {
    const controller = new AbortController();
    let moot: Promise<unknown> | undefined;
    const setup = await startAsking((_, signal) => {
      moot = new Promise((resolve) => signal.addEventListener("abort", resolve));
      controller.abort("no more");
      return moot;
    });
    setup.model.respond(functionCall("exec_command", { cmd: "touch made" }));

    const ended = setup.call("codex", untrusted, { signal: controller.signal });

    await expect(ended).rejects.toThrow("no more");
    await moot;
    expect(await exists(join(setup.home.cwd, "made"))).toBe(false);
  });

  test("of a thread of an earlier server is asked for, too", async () => {
    const earlier = await startMcpServer();
    earlier.model.respond(message("One."));
    const threadId = threadOf(await earlier.call("codex", untrusted));
    await earlier.client.close();
    const setup = await startAsking(() => ({ action: "decline" }), { from: earlier });
    setup.model.respond(functionCall("exec_command", { cmd: "touch made" }));
    setup.model.respond(message("done"));

    await setup.call("codex-reply", { threadId, prompt: "Make the file" });

    expect(setup.asked).toMatchObject([{ message: expect.stringContaining("touch made") }]);
  });

  test("of several calls at once is asked for by each", async () => {
    const setup = await startAsking(({ _meta }) => ({
      action: _meta?.codex_call_id === "1" ? "accept" : "decline",
    }));
    const { call, model, home, asked } = setup;
    model.respondWith(({ userText, toolOutput }) =>
      toolOutput(String(userText)) === undefined
        ? functionCall("exec_command", { cmd: `touch ${userText}` }, { callId: String(userText) })
        : message("done"),
    );

    await Promise.all(["0", "1"].map((prompt) => call("codex", { ...untrusted, prompt })));

    const made = await Promise.all(["0", "1"].map((name) => exists(join(home.cwd, name))));
    expect(made).toEqual([false, true]);
    const ids = asked.map(({ _meta }) => _meta?.codex_mcp_tool_call_id);
    expect(new Set(ids).size).toBe(2);
  });
});

describe("a change of files that needs approval", () => {
  const patch = "*** Begin Patch\n*** Add File: new.txt\n+hello\n*** End Patch\n";

  test.each([
    ["accept", true],
    ["decline", false],
  ])("is made when the user answers %s: %s", async (action, isMade) => {
    const setup = await startAsking(() => ({ action, content: {} }));
    setup.model.respond(customToolCall("apply_patch", patch, { callId: "call" }));
    setup.model.respond(message("done"));

    await setup.call("codex", {
      prompt: "Go",
      sandbox: "read-only",
      "approval-policy": "untrusted",
    });

    const path = join(setup.home.cwd, "new.txt");
    expect(setup.asked).toMatchObject([
      {
        message: `Allow Codex to change these files?\nadd ${path}`,
        _meta: {
          codex_elicitation: "patch-approval",
          codex_call_id: "call",
          codex_changes: { [path]: { type: "add", content: "hello\n" } },
        },
      },
    ]);
    expect(await readFile(path, "utf8").catch(() => "")).toBe(isMade ? "hello\n" : "");
  });
});

describe("permissions that the model asks for", () => {
  const config = "[features]\nrequest_permissions_tool = true\n";
  const part = functionCall(
    "request_permissions",
    { reason: "to download", permissions: { network: { enabled: true } } },
    { callId: "call" },
  );

  test.each([
    ["accept", true],
    ["decline", false],
  ])("are given when the user answers %s: %s", async (action, isGiven) => {
    const setup = await startAsking(() => ({ action }), { home: { config } });
    setup.model.respond(part).respond(message("done"));

    await setup.call("codex", { prompt: "Go", "approval-policy": "on-request" });

    expect(setup.asked).toMatchObject([
      {
        message: expect.stringMatching(/network.*\nReason: to download/),
        _meta: { codex_elicitation: "permissions-approval" },
      },
    ]);
    const output = setup.model.requests[1]?.toolOutput("call") ?? "";
    expect(output.includes('"enabled":true')).toBe(isGiven);
  });
});

describe("a question of the model", () => {
  const options = ["A", "B"].map((label) => ({ label, description: label }));
  const question = { id: "q1", header: "Pick", question: "A or B?", options };
  const config = "[features]\ndefault_mode_request_user_input = true\n";

  test("is answered by the user", async () => {
    const setup = await startAsking(() => ({ action: "accept", content: { q1: "B" } }), {
      home: { config },
    });
    const call = { callId: "call" };
    setup.model.respond(functionCall("request_user_input", { questions: [question] }, call));
    setup.model.respond(message("done"));

    await setup.call("codex", { prompt: "Go" });

    expect(setup.asked).toMatchObject([
      { message: "A or B?", requestedSchema: { properties: { q1: { title: "Pick" } } } },
    ]);
    const output = setup.model.requests[1]?.toolOutput("call") ?? "";
    expect(JSON.parse(output)).toEqual({ answers: { q1: { answers: ["B"] } } });
  });
});

describe("an MCP server that Codex uses", () => {
  const fixture = fileURLToPath(new URL("../fixtures/mcp-server.mjs", import.meta.url));
  const config = `[mcp_servers.notes]\ncommand = ${JSON.stringify(process.execPath)}\nargs = [${JSON.stringify(fixture)}]\n`;
  const mcpCall = { callId: "call", namespace: "mcp__notes", unoffered: true };

  test.each([
    ["accept", true],
    ["decline", false],
  ])("is called when the user answers %s: %s", async (action, isCalled) => {
    const setup = await startAsking(() => ({ action }), { home: { config } });
    setup.model.respond(functionCall("write_note", { text: "hello" }, mcpCall));
    setup.model.respond(message("done"));

    await setup.call("codex", { prompt: "Go", "approval-policy": "on-request" });

    expect(setup.asked).toMatchObject([
      {
        message: expect.stringContaining('notes.write_note({"text":"hello"})'),
        _meta: { codex_elicitation: "mcp-tool-approval", codex_tool: "write_note" },
      },
    ]);
    const output = setup.model.requests[1]?.toolOutput("call") ?? "";
    expect(output.includes("noted")).toBe(isCalled);
  });

  test("has the form filled in that it shows the user", async () => {
    const setup = await startAsking(() => ({ action: "accept", content: { name: "Ada" } }), {
      home: { config },
    });
    setup.model.respond(functionCall("ask_name", {}, mcpCall)).respond(message("done"));

    await setup.call("codex", { prompt: "Go", "approval-policy": "on-request" });

    expect(setup.asked).toMatchObject([
      {
        message: "notes: What is your name?",
        requestedSchema: { properties: { name: { type: "string" } } },
      },
    ]);
    expect(setup.model.requests[1]?.toolOutput("call")).toContain('"content":{"name":"Ada"}');
  });
});
