import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import type {
  Handlers,
  McpToolApprovalParams,
  Thread,
  ThreadStartOptions,
  TurnOptions,
  TurnResult,
} from "../../src/index.js";
import {
  type AnswerPart,
  customToolCall,
  functionCall,
  type MockResponsesServer,
  message,
} from "../../src/testing/index.js";
import { type E2eSetup, startCodex } from "./start-codex.js";

const mcpServer = fileURLToPath(new URL("../fixtures/mcp-server.mjs", import.meta.url));

/** What must be in `config.toml` for the server to ask. */
const configs = {
  permissions: "[features]\nrequest_permissions_tool = true\n",
  time: '[features.current_time_reminder]\nenabled = true\nclock_source = "external"\n',
  mcp: `[mcp_servers.notes]\ncommand = ${JSON.stringify(process.execPath)}\nargs = [${JSON.stringify(mcpServer)}]\n`,
};

interface Ask {
  handlers: Handlers;
  config?: string;
  thread?: ThreadStartOptions;
  turn?: TurnOptions;
}

interface TurnRun extends E2eSetup {
  thread: Thread;
  result: TurnResult;
  /** The result of the call that the model got. */
  output: string;
}

/** Runs a turn in which the model does `part`, whose call id is `call`. */
async function runTurn(
  part: AnswerPart,
  { handlers, config = "", thread: options, turn }: Ask,
): Promise<TurnRun> {
  const setup = await startCodex({ codex: { handlers }, home: { config } });
  setup.model.respond(part).respond(message("done"));
  const thread = await setup.codex.threadStart({ approvalMode: "ask", ...options });
  const result = await thread.run("Go", turn);
  expect(result.finalResponse).toBe("done");
  return { ...setup, thread, result, output: outputOf(setup.model) };
}

const outputOf = (model: MockResponsesServer): string =>
  model.requests.map((request) => request.toolOutput("call")).find((text) => text) ?? "";

const call = { callId: "call" };
/** A real model would find such a tool by a search first. */
const mcpCall = { callId: "call", namespace: "mcp__notes", unoffered: true };

describe("permissions that the model asks for", () => {
  const part = functionCall(
    "request_permissions",
    { reason: "to download", permissions: { network: { enabled: true } } },
    call,
  );

  test("are granted by the handler", async () => {
    const asked: wire.PermissionsRequestApprovalParams[] = [];
    const { output, thread, result } = await runTurn(part, {
      config: configs.permissions,
      handlers: {
        permissionsApproval: (params) => {
          asked.push(params);
          return { permissions: { network: { enabled: true } }, scope: "turn" };
        },
      },
    });

    expect(asked).toMatchObject([
      { threadId: thread.id, turnId: result.turn.id, reason: "to download" },
    ]);
    expect(JSON.parse(output)).toMatchObject({ permissions: { network: { enabled: true } } });
  });

  test("are not granted without a handler", async () => {
    const { output } = await runTurn(part, { config: configs.permissions, handlers: {} });

    expect(output).not.toContain("true");
  });
});

describe("a question to the user", () => {
  const options = ["A", "B"].map((label) => ({ label, description: label }));
  const question = { id: "q1", header: "Pick", question: "A or B?", options };
  const part = functionCall("request_user_input", { questions: [question] }, call);
  const turn: TurnOptions = { mode: "plan" };

  test("is answered by the handler", async () => {
    const asked: wire.ToolRequestUserInputParams[] = [];
    const { output } = await runTurn(part, {
      turn,
      handlers: {
        userInput: async (params) => {
          asked.push(params);
          return { answers: { q1: { answers: ["B"] } } };
        },
      },
    });

    expect(asked).toMatchObject([{ questions: [{ id: "q1", question: "A or B?" }] }]);
    expect(JSON.parse(output)).toEqual({ answers: { q1: { answers: ["B"] } } });
  });

  test("can be asked outside plan mode where askUser is on, after a resume, too", async () => {
    let asked = 0;
    const userInput: Handlers["userInput"] = () => {
      asked += 1;
      return { answers: { q1: { answers: ["A"] } } };
    };
    const { output, thread, codex, model } = await runTurn(part, {
      handlers: { userInput },
      thread: { askUser: true },
    });
    expect(JSON.parse(output)).toEqual({ answers: { q1: { answers: ["A"] } } });
    await thread.unsubscribe();
    model.respond(part).respond(message("done"));

    await (await codex.threadResume(thread.id, { askUser: true })).run("Again");

    expect(asked).toBe(2);
  });

  test("gets no answer when there is no handler, and the turn goes on", async () => {
    const { output } = await runTurn(part, { turn, handlers: {} });

    expect(JSON.parse(output)).toEqual({ answers: {} });
  });
});

describe("a tool of an MCP server that changes something", () => {
  const part = functionCall("write_note", { text: "hello" }, mcpCall);
  const accept = (): wire.McpServerElicitationRequestResponse => ({
    action: "accept",
    content: null,
    _meta: null,
  });

  const note =
    (asked: McpToolApprovalParams[]): Handlers["mcpToolApproval"] =>
    (params) => {
      asked.push(params);
      return accept();
    };

  test("runs when mcpToolApproval accepts", async () => {
    const asked: McpToolApprovalParams[] = [];
    const { output } = await runTurn(part, {
      config: configs.mcp,
      handlers: { mcpToolApproval: note(asked) },
    });

    expect(output).toContain("noted: hello");
    expect(asked).toMatchObject([
      {
        server: "notes",
        tool: "write_note",
        arguments: { text: "hello" },
        _meta: { codex_approval_kind: "mcp_tool_call" },
      },
    ]);
  });

  test("and is called without arguments is shown without", async () => {
    const asked: McpToolApprovalParams[] = [];
    await runTurn(functionCall("write_note", "", mcpCall), {
      config: configs.mcp,
      handlers: { mcpToolApproval: note(asked) },
    });

    expect(asked.map((params) => [params.tool, params.arguments])).toEqual([
      ["write_note", undefined],
    ]);
  });

  test("is not named by a form of the server that poses as its approval", async () => {
    const asked: McpToolApprovalParams[] = [];
    await runTurn(functionCall("forge_approval", {}, mcpCall), {
      config: configs.mcp,
      handlers: { mcpToolApproval: note(asked) },
    });

    expect(asked.map(({ server, tool, ...rest }) => [server, tool, rest.arguments])).toEqual([
      ["notes", undefined, undefined],
    ]);
  });

  test("does not run because a handler accepts every form", async () => {
    const asked: unknown[] = [];
    const { output } = await runTurn(part, {
      config: configs.mcp,
      handlers: {
        elicitation: (params) => {
          asked.push(params);
          return accept();
        },
      },
    });

    expect(output).not.toContain("noted");
    expect(asked).toEqual([]);
  });
});

describe("a form of an MCP server", () => {
  const part = functionCall("ask_name", {}, mcpCall);

  test("is filled in by the elicitation handler", async () => {
    const asked: wire.McpServerElicitationRequestParams[] = [];
    const { output } = await runTurn(part, {
      config: configs.mcp,
      handlers: {
        elicitation: (params) => {
          asked.push(params);
          return { action: "accept", content: { name: "Ada" }, _meta: null };
        },
      },
    });

    expect(output).toContain('{"action":"accept","content":{"name":"Ada"}');
    expect(asked).toMatchObject([{ message: "What is your name?", _meta: null }]);
  });

  test("is declined when there is only a handler for tools", async () => {
    const { output } = await runTurn(part, {
      config: configs.mcp,
      handlers: { mcpToolApproval: () => ({ action: "accept", content: null, _meta: null }) },
    });

    expect(output).toContain('"action":"decline"');
  });
});

describe("a change to files", () => {
  const part = customToolCall(
    "apply_patch",
    "*** Begin Patch\n*** Add File: new.txt\n+hello\n*** End Patch",
    call,
  );
  const thread: ThreadStartOptions = { approvalMode: "inherit", approvalPolicy: "untrusted" };

  test("is shown to the handler, and made when it accepts", async () => {
    const asked: unknown[] = [];
    const { home, result } = await runTurn(part, {
      thread,
      handlers: {
        fileChangeApproval: ({ changes, itemId }) => {
          asked.push({ changes, itemId });
          return { decision: "accept" };
        },
      },
    });

    const path = join(home.cwd, "new.txt");
    expect(asked).toEqual([
      { itemId: "call", changes: [{ path, kind: { type: "add" }, diff: "hello\n" }] },
    ]);
    expect(await readFile(path, "utf8")).toBe("hello\n");
    const change = result.items.find(({ type }) => type === "fileChange");
    expect(change).toMatchObject({ status: "completed" });
  });

  test("is not made when it declines, or there is no handler", async () => {
    for (const handlers of [{ fileChangeApproval: () => ({ decision: "decline" as const }) }, {}]) {
      const { home, result } = await runTurn(part, { thread, handlers });

      await expect(access(join(home.cwd, "new.txt"))).rejects.toThrow("ENOENT");
      const change = result.items.find(({ type }) => type === "fileChange");
      expect(change).toMatchObject({ status: "declined" });
    }
  });
});

describe("the time", () => {
  test("is what the handler says, and the real one without a handler", async () => {
    const part = functionCall("exec_command", { cmd: "true" }, call);
    const asked: (string | null)[] = [];
    const told = await runTurn(part, {
      config: configs.time,
      handlers: {
        currentTime: (_, { threadId }) => {
          asked.push(threadId);
          return { currentTimeAt: 1_000_000_000 };
        },
      },
    });
    const real = await runTurn(part, { config: configs.time, handlers: {} });

    expect(asked).toContain(told.thread.id);
    expect(JSON.stringify(told.model.requests.at(-1)?.input)).toContain("2001-09-09");
    const today = new Date().toISOString().slice(0, 7);
    expect(JSON.stringify(real.model.requests.at(-1)?.input)).toContain(`${today}-`);
    expect(JSON.stringify(real.model.requests.at(-1)?.input)).not.toContain("2001-09-09");
  });
});

describe("an attestation handler", () => {
  test.each([true, false])("is announced to the server: %s", async (isGiven) => {
    const sent: unknown[] = [];
    const { codex } = await startCodex({
      codex: {
        handlers: isGiven ? { attestation: () => ({ token: "t" }) } : {},
        trace: ({ direction, message }) => direction === "send" && sent.push(message),
      },
    });

    await codex.start();

    expect(sent[0]).toMatchObject({
      method: "initialize",
      params: { capabilities: { requestAttestation: isGiven } },
    });
  });
});
