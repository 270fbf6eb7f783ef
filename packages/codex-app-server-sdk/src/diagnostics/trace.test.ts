import { describe, expect, onTestFinished, test } from "vitest";
import { Codex, type TraceEntry, type TurnResult, traceWriter } from "../index.js";
import { ScriptedTransport, scriptTurns } from "../testing/index.js";

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
    server.notify("warning", { message: "hunter22 and sk-something-secret at secret-state" });

    expect(login.authUrl).toContain("secret-state");
    expect((await notifications.next()).value?.params).toMatchObject({
      message: expect.stringContaining("hunter22"),
    });
    const text = JSON.stringify(entries);
    expect(text).toContain("login-1");
    expect(text).not.toMatch(/hunter22|sk-something|auth\.example/);
    expect(JSON.stringify(server.sent)).toContain("sk-something-secret");
  });

  test("function that throws, or a logger that throws, disturbs nothing", async () => {
    const server = new ScriptedTransport();
    scriptTurns(server, [["a"]]);
    const fail = (): never => {
      throw new Error("the user's own error");
    };
    const logger = { debug: fail, info: fail, warn: fail, error: fail };

    const result = await runOnce(new Codex({ transport: server, trace: fail, logger }));

    expect(result.finalResponse).toBe("a");
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

async function runOnce(codex: Codex): Promise<TurnResult> {
  onTestFinished(() => codex.close());
  return (await codex.threadStart()).run("Hi");
}
