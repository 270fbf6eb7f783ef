import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Codex } from "../../src/index.js";
import {
  createGate,
  createTestHome,
  httpError,
  MockResponsesServer,
  message,
} from "../../src/testing/index.js";
import { startModelGateway } from "../e2e/start-model-gateway.js";
import { startMcpServer, textsOf, threadOf } from "./start-mcp-server.js";

describe("the tools", () => {
  test("are codex and codex-reply, which say what they take and give", async () => {
    const { client, faults } = await startMcpServer();

    const { tools } = await client.listTools();

    expect(tools.map(({ name }) => name)).toEqual(["codex", "codex-reply"]);
    const [codex, reply] = tools.map(({ inputSchema }) => inputSchema);
    expect(Object.keys(codex?.properties ?? {})).toEqual([
      "prompt",
      "cwd",
      "model",
      "sandbox",
      "approval-policy",
      "base-instructions",
      "developer-instructions",
      "compact-prompt",
      "config",
    ]);
    expect(codex?.required).toEqual(["prompt"]);
    expect(Object.keys(reply?.properties ?? {})).toEqual(["threadId", "prompt"]);
    expect(reply?.required).toEqual(["threadId", "prompt"]);
    for (const { outputSchema, annotations } of tools) {
      expect(outputSchema?.required).toEqual(["threadId", "content"]);
      expect(annotations).toMatchObject({ readOnlyHint: false, destructiveHint: true });
    }
    expect(client.getServerVersion()).toMatchObject({ name: "codex-mcp-server", title: "Codex" });
    expect(faults).toEqual([]);
  });

  test("don't start Codex to be listed", async () => {
    const { client } = await startMcpServer({ env: { CODEX_PATH: "/nowhere/codex" } });

    expect((await client.listTools()).tools).toHaveLength(2);
  });

  test("there is no other", async () => {
    const { call } = await startMcpServer();

    await expect(call("codex-review", {})).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining("codex and codex-reply"),
    });
  });
});

describe("codex", () => {
  test("runs a turn in the folder of the server, and says what Codex answered", async () => {
    const { call, model, home, faults, stderr } = await startMcpServer();
    model.respond(message("Hello."));

    const result = await call("codex", { prompt: "Say hello" });

    expect(result.isError).toBeUndefined();
    expect(textsOf(result)).toEqual(["Hello."]);
    expect(result.structuredContent).toEqual({ threadId: threadOf(result), content: "Hello." });
    const [request] = model.requests;
    expect(request?.userText).toBe("Say hello");
    expect(request?.threadId).toBe(threadOf(result));
    expect(JSON.stringify(request?.input)).toContain(`<cwd>${home.cwd}</cwd>`);
    expect([faults, stderr()]).toEqual([[], ""]);
  });

  test("has the settings that it is called with", async () => {
    const { client, call, model, home } = await startMcpServer();
    await mkdir(join(home.cwd, "inner"));
    model.respond(message("Hello."));

    const result = await call("codex", {
      prompt: "Say hello",
      cwd: "inner",
      model: "gpt-5.4",
      sandbox: "workspace-write",
      "approval-policy": "untrusted",
      "base-instructions": "You are a parrot.",
      "developer-instructions": "Speak Latin.",
      "compact-prompt": "Be short.",
      config: { model_reasoning_effort: "high" },
    });
    await client.close();

    const [request] = model.requests;
    expect(request?.body).toMatchObject({ model: "gpt-5.4", reasoning: { effort: "high" } });
    expect(request?.instructions).toContain("You are a parrot.");
    expect(request?.instructions).toContain("Speak Latin.");
    expect(request?.instructions).toContain("`sandbox_mode` is `workspace-write`");
    await using codex = new Codex(home.options);
    const { started } = await codex.threadResume(threadOf(result));
    expect(started).toMatchObject({
      cwd: join(home.cwd, "inner"),
      approvalPolicy: "untrusted",
    });
  });

  test("has the settings of the user's configuration otherwise", async () => {
    const config = 'approval_policy = "never"\nsandbox_mode = "danger-full-access"';
    const { client, call, model, home } = await startMcpServer({ home: { config } });
    model.respond(message("Hello."));

    const result = await call("codex", { prompt: "Hello", model: null, sandbox: null });
    await client.close();

    await using codex = new Codex(home.options);
    const { started } = await codex.threadResume(threadOf(result));
    expect(started).toMatchObject({
      approvalPolicy: "never",
      sandbox: { type: "dangerFullAccess" },
    });
  });

  test("takes a policy that Codex no longer has for its successor", async () => {
    const { client, call, model, home } = await startMcpServer({
      home: { config: 'approval_policy = "never"' },
    });
    model.respond(message("Hello."));

    const result = await call("codex", { prompt: "Hello", "approval-policy": "on-failure" });
    await client.close();

    await using codex = new Codex(home.options);
    const { started } = await codex.threadResume(threadOf(result));
    expect(started.approvalPolicy).toBe("on-request");
  });

  test("runs on several threads at the same time", async () => {
    const { call, model } = await startMcpServer();
    const gates = [createGate(), createGate(), createGate()];
    model.respondWith(({ userText }) => [
      ...(gates[Number(userText)] ? [gates[Number(userText)] as never] : []),
      message(`Answer ${userText}`),
    ]);

    const results = [0, 1, 2].map((n) => call("codex", { prompt: String(n) }));
    await Promise.all(gates.map(({ reached }) => reached));
    for (const gate of gates.toReversed()) gate.open();

    const texts = (await Promise.all(results)).map(textsOf);
    expect(texts).toEqual([["Answer 0"], ["Answer 1"], ["Answer 2"]]);
    expect(new Set((await Promise.all(results)).map(threadOf)).size).toBe(3);
  });
});

describe("codex-reply", () => {
  test("continues a conversation, by its old name, too", async () => {
    const { call, model, faults } = await startMcpServer();
    model.respond(message("One.")).respond(message("Two.")).respond(message("Three."));
    const threadId = threadOf(await call("codex", { prompt: "First" }));

    const second = await call("codex-reply", { threadId, prompt: "Second" });
    const third = await call("codex-reply", { conversationId: threadId, prompt: "Third" });

    expect([second, third].map(textsOf)).toEqual([["Two."], ["Three."]]);
    expect([second, third].map(threadOf)).toEqual([threadId, threadId]);
    expect(JSON.stringify(model.requests[2]?.input)).toMatch(/First.*One.*Second.*Two.*Third/);
    expect(faults).toEqual([]);
  });

  test("continues one of an earlier server, with the policy that it had", async () => {
    const first = await startMcpServer();
    first.model.respond(message("One.")).respond(message("Two."));
    const threadId = threadOf(
      await first.call("codex", { prompt: "First", "approval-policy": "untrusted" }),
    );
    await first.client.close();

    const later = await startMcpServer({ from: first });
    const result = await later.call("codex-reply", { threadId, prompt: "Second" });
    await later.client.close();

    expect(textsOf(result)).toEqual(["Two."]);
    expect(threadOf(result)).toBe(threadId);
    expect(JSON.stringify(first.model.requests[1]?.input)).toMatch(/First.*One.*Second/);
    await using codex = new Codex(first.home.options);
    expect((await codex.threadResume(threadId)).started.approvalPolicy).toBe("untrusted");
  });

  test("waits for the turn that runs on the thread", async () => {
    const { call, model } = await startMcpServer();
    const gate = createGate();
    model.respond(message("One.")).respond(gate, message("Two.")).respond(message("Three."));
    const threadId = threadOf(await call("codex", { prompt: "First" }));

    const second = call("codex-reply", { threadId, prompt: "Second" });
    await gate.reached;
    const third = call("codex-reply", { threadId, prompt: "Third" });
    // Everything that is sent later is served before it.
    expect((await call("codex-reply", { threadId: "none", prompt: "x" })).isError).toBe(true);
    expect(model.requests).toHaveLength(2);
    gate.open();

    expect([await second, await third].map(textsOf)).toEqual([["Two."], ["Three."]]);
  });

  test.each(["0199aaaa-0000-7000-8000-000000000000", "none"])(
    "says that there is no thread %s",
    async (threadId) => {
      const { call } = await startMcpServer();

      const result = await call("codex-reply", { threadId, prompt: "Hello" });

      expect(result.isError).toBe(true);
      expect(textsOf(result).join()).toContain("thread");
      expect(result.structuredContent).toBeUndefined();
    },
  );
});

describe("a call with bad arguments", () => {
  test.each([
    ["codex", {}, "prompt: "],
    ["codex", { prompt: "" }, "prompt: must not be empty"],
    ["codex", { prompt: 3 }, "prompt: "],
    ["codex", { prompt: "x", sandbox: "secret-of-a-test" }, "sandbox: "],
    ["codex", { prompt: "x", "approval-policy": "always" }, '"on-request"'],
    ["codex", { prompt: "x", approval_policy: "never" }, "approval_policy"],
    ["codex", { prompt: "x", profile: "work" }, "profile"],
    ["codex", { prompt: "x", cwd: "no/such/folder" }, "no/such/folder"],
    ["codex", { prompt: "x", config: { model_reasoning_effort: 7 } }, "model_reasoning_effort"],
    ["codex-reply", { prompt: "x" }, "threadId: "],
    ["codex-reply", { threadId: "x" }, "prompt: "],
  ])("%s %j says what is wrong, and starts nothing", async (name, args, expected) => {
    const { call, model } = await startMcpServer();

    const result = await call(name, args);

    expect(result.isError).toBe(true);
    expect(textsOf(result).join()).toContain(expected);
    expect(textsOf(result).join()).not.toContain("secret-of-a-test");
    expect(model.requests).toEqual([]);
  });
});

describe("a turn that fails", () => {
  const provider = { requestMaxRetries: 0, streamMaxRetries: 0 };

  test("is an error that names the thread, which goes on", async () => {
    const { call, model } = await startMcpServer({ home: { provider } });
    model.respond(httpError(400, { message: "No such luck." })).respond(message("Better."));

    const result = await call("codex", { prompt: "Hello" });

    expect(result.isError).toBe(true);
    expect(textsOf(result)).toEqual([expect.stringContaining("No such luck.")]);
    const again = await call("codex-reply", { threadId: threadOf(result), prompt: "Again" });
    expect(textsOf(again)).toEqual(["Better."]);
  });

  test("says nothing of a secret", async () => {
    const key = "key-of-a-test-77f3";
    const { call, model, stderr } = await startMcpServer({
      home: { provider },
      env: { MOCK_MODEL_API_KEY: key },
    });
    model.respond(httpError(400, { message: `The key ${key} is refused.` }));

    const result = await call("codex", { prompt: "Hello" });

    expect(textsOf(result).join()).toContain("is refused");
    expect(JSON.stringify(result) + stderr()).not.toContain(key);
  });

  test("for want of a login says how to log in", async () => {
    const model = await MockResponsesServer.start();
    onTestFinished(() => model.close());
    const { baseUrl } = await startModelGateway(model, "Bearer key-of-a-test-5a2c");
    const config = [
      'model = "gpt-5.5"',
      'model_provider = "own"',
      "[model_providers.own]",
      'name = "A provider"',
      `base_url = "${baseUrl}"`,
      "requires_openai_auth = true",
      "supports_websockets = false",
    ].join("\n");
    const home = await createTestHome({ config });
    onTestFinished(() => home.dispose());
    const { call } = await startMcpServer({ from: { model, home } });

    const result = await call("codex", { prompt: "Hello" });

    expect(result.isError).toBe(true);
    expect(textsOf(result).join()).toContain("npx openai-codex-cli-bin login");
  });

  test("because there is no Codex is one that says where it was looked for", async () => {
    const { call } = await startMcpServer({ env: { CODEX_PATH: "/nowhere/codex" } });

    const result = await call("codex", { prompt: "Hello" });

    expect(result.isError).toBe(true);
    expect(textsOf(result).join()).toContain("/nowhere/codex");
  });
});
