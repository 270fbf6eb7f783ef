import { setImmediate } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { Codex, type TraceEntry, type TurnResult, traceWriter } from "../index.js";
import { ScriptedTransport, scriptTurns } from "../testing/index.js";
import { silentLogger } from "./logger.js";

describe("a trace", () => {
  test("holds every message of both directions, and a replay of it gives the same turn", async () => {
    const server = new ScriptedTransport();
    scriptTurns(server, [["Hello ", "there"]]);
    const lines: string[] = [];
    const trace = traceWriter({ write: (line) => lines.push(line) });
    const recorded = await runOnce(new Codex({ transport: server, trace }));
    const sent = lines.filter((line) => JSON.parse(line).direction === "send");
    expect(sent.map((line) => JSON.parse(line).message)).toEqual(server.sent);

    const replayed = await runOnce(
      new Codex({ transport: ScriptedTransport.replay(lines.join("")) }),
    );

    expect(recorded.finalResponse).toBe("Hello there");
    expect(replayed).toEqual(recorded);
  });

  test("keeps a line of the server that was not JSON as a string, and replays it unchanged", async () => {
    const server = new ScriptedTransport();
    scriptTurns(server, [["a"]]);
    const lines: string[] = [];
    const codex = new Codex({
      transport: server,
      trace: traceWriter({ write: (line) => lines.push(line) }),
    });
    await codex.start();
    server.deliver("no JSON");
    await runOnce(codex);
    expect(lines).toContain(`${JSON.stringify({ direction: "recv", message: "no JSON" })}\n`);

    const replayed = await runOnce(
      new Codex({ transport: ScriptedTransport.replay(lines.join("")) }),
    );

    expect(replayed.finalResponse).toBe("a");
  });

  test("shows no secret, and what the user gets is not changed", async () => {
    const server = new ScriptedTransport().answer("account/login/start", {
      type: "chatgpt",
      loginId: "login-1",
      authUrl: "https://auth.example/secret-state",
    });
    const entries: TraceEntry[] = [];
    const codex = new Codex({
      transport: server,
      env: { MY_SECRET: "hunter22" },
      trace: (entry) => entries.push(entry),
    });
    onTestFinished(() => codex.close());
    const notifications = codex.notifications()[Symbol.asyncIterator]();
    await codex.loginApiKey("sk-something-secret").catch(() => {});
    const login = await codex.loginChatgpt();
    server.notify("warning", {
      threadId: null,
      message: "hunter22 and sk-something-secret at secret-state",
    });

    expect(login.authUrl).toContain("secret-state");
    expect((await notifications.next()).value?.params).toMatchObject({
      message: expect.stringContaining("hunter22"),
    });
    const text = JSON.stringify(entries);
    expect(text).toContain("login-1");
    expect(text).not.toMatch(/hunter22|sk-something|auth\.example/);
    expect(JSON.stringify(server.sent)).toContain("sk-something-secret");
  });

  test("shows no answer to a secret question, and no log does later", async () => {
    const server = new ScriptedTransport();
    const entries: TraceEntry[] = [];
    const warnings: string[] = [];
    const codex = new Codex({
      transport: server,
      trace: (entry) => entries.push(entry),
      logger: { ...silentLogger, warn: (message) => void warnings.push(message) },
      handlers: {
        userInput: () => ({
          answers: { pin: { answers: ["pin-7788"] }, who: { answers: ["ann"] } },
        }),
        currentTime: () => {
          throw new Error("ann has pin-7788");
        },
      },
    });
    onTestFinished(() => codex.close());
    await codex.start();
    const question = { header: "", question: "", isOther: false, options: null };
    const questions = [
      { ...question, id: "pin", isSecret: true },
      { ...question, id: "who", isSecret: false },
    ];
    const ids = { threadId: "t", turnId: "u", itemId: "i" };

    const params = { ...ids, questions, isBlocking: true, autoResolutionMs: null };
    const answer = await server.request("item/tool/requestUserInput", params);
    await server.request("currentTime/read", { threadId: "t" });

    expect(JSON.stringify(answer)).toContain("pin-7788");
    expect(JSON.stringify(entries)).toContain("ann");
    expect(JSON.stringify(entries)).not.toContain("pin-7788");
    expect(warnings.join()).toContain("ann has [redacted]");
  });

  test.each([
    ["account/login/start", { type: "chatgptAuthTokens", accessToken: "marker-1" }],
    ["config/value/write", { keyPath: "model_providers.x.http_headers", value: { A: "marker-1" } }],
    ["thread/start", { config: { "mcp_servers.s.env": { GITHUB_TOKEN: "marker-1" } } }],
    ["environment/add", { authBearerToken: "marker-1" }],
  ])("shows no secret that %s has sent, wherever it turns up", async (method, params) => {
    const server = new ScriptedTransport();
    server.answer(method, (_, call) => call.error({ code: -1, message: "marker-1 is wrong" }));
    const entries: TraceEntry[] = [];
    const codex = new Codex({ transport: server, trace: (entry) => entries.push(entry) });
    onTestFinished(() => codex.close());

    const error = await codex.requestRaw(method, params).catch((reason: unknown) => reason);

    expect((error as Error).message).toContain("[redacted] is wrong");
    expect(JSON.stringify(entries)).not.toContain("marker-1");
  });

  test.each<[string, () => unknown]>([
    ["throws", failAtOnce],
    ["throws what can't be read", throwUnreadable],
    ["rejects later", async () => failAtOnce()],
    ["rejects with what can't be read", () => Promise.reject(Object.create(null))],
    ["never settles", () => new Promise(() => {})],
    ["returns a broken promise", () => new Proxy({}, { get: () => failAtOnce })],
    ["returns what throws when it is looked at", () => new Proxy({}, { get: failAtOnce })],
  ])("function that %s, or a logger that does, disturbs nothing", async (_name, fail) => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", note);
    onTestFinished(() => void process.off("unhandledRejection", note));
    const server = new ScriptedTransport();
    scriptTurns(server, [["a"]]);
    const logger = { debug: fail, info: fail, warn: fail, error: fail };
    const codex = new Codex({ transport: server, trace: fail, logger });
    await codex.start();
    server.deliver("no JSON");

    const result = await runOnce(codex);
    await setImmediate();

    expect(result.finalResponse).toBe("a");
    expect(unhandled).toEqual([]);
  });

  test("function that fails again and again is reported once", async () => {
    const server = new ScriptedTransport();
    scriptTurns(server, [["a"]]);
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };

    await runOnce(new Codex({ transport: server, trace: async () => failAtOnce(), logger }));
    await setImmediate();

    expect(warnings).toEqual([
      "The trace function failed: Error: the user's own error (reported once)",
    ]);
  });

  test("writer hands on the promise of an asynchronous sink", async () => {
    const failure = new Error("disk full");
    const trace = traceWriter({ write: () => Promise.reject(failure) });

    await expect(trace({ direction: "send", message: {} })).rejects.toBe(failure);
  });

  test("shows what was sent, and not the objects that it was made from", async () => {
    const server = new ScriptedTransport().answer("some/method", {});
    const entries: TraceEntry[] = [];
    const codex = new Codex({ transport: server, trace: (entry) => void entries.push(entry) });
    onTestFinished(() => codex.close());

    await codex.requestRaw("some/method", { at: new Date(0), toJSON: undefined });

    const { message } = entries.findLast(({ direction }) => direction === "send") ?? {};
    expect(message).toEqual(server.sent.at(-1));
  });
});

test("logs show no secret", async () => {
  const server = new ScriptedTransport();
  const logged: string[] = [];
  const log = (message: string): void => void logged.push(message);
  const codex = new Codex({
    transport: server,
    env: { MY_PASSWORD: "hunter22" },
    logger: { debug: log, info: log, warn: log, error: log },
    handlers: {
      currentTime: () => {
        throw new Error("could not reach https://user:hunter22@host with token=abc");
      },
    },
  });
  onTestFinished(() => codex.close());
  await codex.start();

  await server.request("currentTime/read", { threadId: "t" });

  expect(logged.join()).toContain("[redacted]@host with token=[redacted]");
  expect(logged.join()).not.toContain("hunter22");
});

function throwUnreadable(): never {
  throw Object.create(null);
}

function failAtOnce(): never {
  throw new Error("the user's own error");
}

async function runOnce(codex: Codex): Promise<TurnResult> {
  onTestFinished(() => codex.close());
  return (await codex.threadStart()).run("Hi");
}
