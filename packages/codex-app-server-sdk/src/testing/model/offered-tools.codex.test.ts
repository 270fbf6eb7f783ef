import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { TurnFailedError } from "../../index.js";
import { type TestCodex, type TestCodexOptions, testCodex } from "../codex/test-codex.js";
import { customToolCall, functionCall, message, toolSearch } from "./model-answer.js";
import type { ModelRequest } from "./model-request.js";

const mcpServer = fileURLToPath(new URL("../../../test/fixtures/mcp-server.mjs", import.meta.url));
const withNotes: TestCodexOptions = {
  home: {
    config: `[mcp_servers.notes]\ncommand = ${JSON.stringify(process.execPath)}\nargs = [${JSON.stringify(mcpServer)}]\n`,
  },
};

async function start(options?: TestCodexOptions): Promise<TestCodex> {
  const started = await testCodex(options);
  onTestFinished(() => started.dispose());
  return started;
}

const namesOf = (request: ModelRequest | undefined): string[] =>
  (request?.tools ?? []).map(({ name, namespace }) => (namespace ? `${namespace}/${name}` : name));

describe("ModelRequest", () => {
  test("has the tools and the instructions of a real request", async () => {
    const { codex, model } = await start();
    model.respond(message("Hello."));

    const instructions = { baseInstructions: "Be brief.", developerInstructions: "Use metres." };
    await (await codex.threadStart(instructions)).run("Hi");

    const [request] = model.requests;
    expect(namesOf(request)).toEqual(expect.arrayContaining(["exec_command", "apply_patch"]));
    expect(request?.tools.find(({ name }) => name === "exec_command")).toMatchObject({
      type: "function",
      namespace: undefined,
      description: expect.stringContaining("command"),
      parameters: { required: ["cmd"] },
      raw: { strict: false },
    });
    expect(request?.tools.find(({ name }) => name === "apply_patch")).toMatchObject({
      type: "custom",
      parameters: undefined,
    });
    expect(request?.instructions).toMatch(/^Be brief\.\n\nUse metres\.\n\n/);
    expect(request?.instructions).not.toContain("Hi");
  });

  test("has the tools of a model that gets them as an input item", async () => {
    const { codex, model } = await start({ home: { provider: { model: "gpt-6-sol" } } });
    model.respond(customToolCall("exec", 'text("a program")', { callId: "call" }));
    model.respond(message("Done."));

    await (await codex.threadStart()).run("Go");

    expect(namesOf(model.requests[0])).toEqual(expect.arrayContaining(["functions/exec"]));
    expect(model.requests[1]?.toolOutput("call")).toContain("a program");
    model.assertDone();
  });
});

describe("a scripted call of a tool that was not offered", () => {
  test("fails the turn at once, with what was scripted and what was offered", async () => {
    const { codex, model } = await start();
    model.respond(functionCall("exec_comand", { cmd: "ls" })).respond(message("It ran."));
    const thread = await codex.threadStart();

    const failure = await thread.run("Go").catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(TurnFailedError);
    expect(String(failure)).toContain('functionCall("exec_comand") calls');
    expect(String(failure)).toContain("Offered were: exec_command");
    expect(model.requests).toHaveLength(1);
    expect(() => model.assertDone()).toThrow(/exec_comand.*\n.*message\("It ran\."\)/);
  });

  test("reaches the server when the test is about that", async () => {
    const { codex, model } = await start();
    model.respond(functionCall("exec_comand", {}, { callId: "call", unoffered: true }));
    model.respond(message("It is gone."));

    await (await codex.threadStart()).run("Go");

    expect(model.requests[1]?.toolOutput("call")).toBe("unsupported call: exec_comand");
    model.assertDone();
  });
});

describe("a tool of an MCP server", () => {
  const call = functionCall("write_note", { text: "x" }, { namespace: "mcp__notes" });

  test("is offered once a search has found it", async () => {
    const { codex, model } = await start(withNotes);
    model.respond(toolSearch("note")).respond(call).respond(message("Noted."));

    await (await codex.threadStart({ approvalMode: "deny-all" })).run("Note x");

    expect(namesOf(model.requests[0])).not.toContain("mcp__notes/write_note");
    expect(namesOf(model.requests[1])).toContain("mcp__notes/write_note");
    model.assertDone();
  });

  test("can't be called before", async () => {
    const { codex, model } = await start(withNotes);
    model.respond(call);

    const run = (await codex.threadStart()).run("Note x");

    await expect(run).rejects.toThrow("script a toolSearch() first");
  });
});
