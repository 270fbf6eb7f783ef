import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import {
  Codex,
  type CodexOptions,
  OptionsError,
  ProtocolError,
  type Thread,
  type ThreadStartOptions,
  TurnInProgressError,
} from "../index.js";
import { ScriptedTransport } from "../testing/index.js";
import { threadFixture, threadStartFixture } from "../testing/transport/wire-fixtures.js";

interface Scripted {
  codex: Codex;
  transport: ScriptedTransport;
  warnings: string[];
}

async function start(options: CodexOptions = {}): Promise<Scripted> {
  const transport = new ScriptedTransport();
  const scripted = scriptedCodex(transport, options);
  await scripted.codex.start();
  return scripted;
}

function scriptedCodex(transport: ScriptedTransport, options: CodexOptions = {}): Scripted {
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  const logger = { debug: () => {}, info: () => {}, warn, error: warn };
  return { codex: new Codex({ transport, logger, ...options }), transport, warnings };
}

function answersAs(userAgent: string): ScriptedTransport {
  return new ScriptedTransport().answer("initialize", {
    userAgent,
    codexHome: "/home",
    platformFamily: "unix",
    platformOs: "linux",
  });
}

describe("the server's version", () => {
  test("is not mentioned when it is the pinned one", async () => {
    expect((await start()).warnings).toEqual([]);
  });

  test.each([
    ["0.116.0", "older"],
    ["0.169.0-alpha.1", "older"],
    ["0.170.0", "newer"],
    ["1.0.0", "newer"],
  ])("%s is reported once, as %s", async (version, side) => {
    const { codex, warnings } = scriptedCodex(answersAs(`probe/${version} (Linux) x`));

    expect((await codex.start()).serverVersion).toBe(version);
    await codex.start();

    expect(warnings).toEqual([expect.stringContaining(`Codex ${version}, ${side} than`)]);
  });

  test("is null when the user agent names none", async () => {
    const { codex, warnings } = scriptedCodex(answersAs("something else"));

    expect((await codex.start()).serverVersion).toBeNull();
    expect(warnings).toEqual([expect.stringContaining("does not report its version")]);
  });
});

describe("options that only concern a server that the client starts", () => {
  test("are logged as a warning beside a transport of the user's own", async () => {
    const { warnings } = await start({ cwd: "work", env: { A: "b" }, inheritEnv: false });

    expect(warnings).toEqual([expect.stringMatching(/^cwd, env, inheritEnv has no effect/)]);
  });

  test("are not mentioned where they ask for nothing", async () => {
    expect((await start({ env: {}, inheritEnv: true, config: {} })).warnings).toEqual([]);
  });
});

describe("an answer that violates the protocol", () => {
  test("rejects with a ProtocolError that names the path", async () => {
    const { codex, transport } = await start();
    transport.answer<string>("model/list", { data: [{ id: 7 }] });

    const error = await codex.request("model/list", {}).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(ProtocolError);
    expect((error as Error).message).toContain("data[0].id: expected string, received number");
  });

  test("is returned unchanged with validate: off, and by requestRaw", async () => {
    const { codex, transport } = await start({ validate: "off" });
    transport.answer<string>("model/list", { data: 1 });

    expect(await codex.request("model/list", {})).toEqual({ data: 1 });
    expect(await codex.requestRaw("model/list", {})).toEqual({ data: 1 });
  });

  test("to turn/start keeps the thread busy until the turn that there may be is ended", async () => {
    const { codex, transport } = await start({ timeouts: { requestMs: 100 } });
    transport.answer<string>("turn/start", {}).answer("turn/interrupt", {});
    const thread = await startThread(codex, transport);

    await expect(thread.run("first")).rejects.toBeInstanceOf(ProtocolError);

    await expect(thread.run("second")).rejects.toBeInstanceOf(TurnInProgressError);
    expect(transport.sent.at(-1)).toMatchObject({ method: "turn/interrupt" });
    await expect
      .poll(() => thread.run("third").catch((error: unknown) => error))
      .toBeInstanceOf(ProtocolError);
  });
});

describe("a notification", () => {
  test("that is invalid is delivered as it came, and reported", async () => {
    const { codex, transport, warnings } = await start();
    const notifications = codex.notifications()[Symbol.asyncIterator]();

    transport.notify<string>("thread/archived", { threadId: 5 });

    const { value } = await notifications.next();
    expect(value).toMatchObject({ method: "thread/archived", params: { threadId: 5 } });
    expect(warnings).toEqual([expect.stringContaining("threadId: expected string")]);
  });

  test("that is unknown passes through in silence", async () => {
    const { codex, transport, warnings } = await start();
    const notifications = codex.notifications()[Symbol.asyncIterator]();

    transport.notify("future/thing", { any: "thing" });

    const { value } = await notifications.next();
    expect(value).toMatchObject({ method: "future/thing", params: { any: "thing" } });
    expect(warnings).toEqual([]);
  });

  test("reaches only subscriptions that ask for its method, from their call on", async () => {
    const { codex, transport } = await start();
    transport.notify("skills/changed");
    const skills = codex.notifications({ methods: ["skills/changed"] });
    transport.notify("thread/archived", { threadId: "t" });
    transport.notify("skills/changed");
    await codex.close();

    const seen: string[] = [];
    for await (const { method } of skills) seen.push(method);
    expect(seen).toEqual(["skills/changed"]);
  });

  test.each<[string, unknown]>([
    ["options is null", null],
    ['methods is "turn/started", expected a list', { methods: "turn/started" }],
    ["methods[0] is 5", { methods: [5] }],
    ["methods is a bigint", { methods: 10n }],
    ["method is not an option", { method: ["turn/started"] }],
  ])("subscription is refused at once where %s", async (problem, options) => {
    const { codex } = await start();

    expect(() => codex.notifications(options as never)).toThrow(OptionsError);
    expect(() => codex.notifications(options as never)).toThrow(problem);
  });

  test("subscription ends with the reason of its signal", async () => {
    const { codex } = await start();
    const abort = new AbortController();
    const next = codex.notifications({ signal: abort.signal })[Symbol.asyncIterator]().next();

    abort.abort(new Error("enough"));

    await expect(next).rejects.toThrow("enough");
  });
});

describe("params", () => {
  test("are checked before anything is sent with validate: strict", async () => {
    const { codex, transport } = await start({ validate: "strict" });
    const sentBefore = transport.sent.length;

    const wrong = { threadId: 5 } as unknown as wire.ThreadReadParams;
    const error = await codex.request("thread/read", wrong).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(OptionsError);
    expect((error as Error).message).toContain("threadId");
    expect(transport.sent).toHaveLength(sentBefore);
  });

  test("of a newer server are sent as they are with validate: off, slips of the pen are logged", async () => {
    const { codex, transport, warnings } = await start({ validate: "off" });
    const options = { brandNewField: 1, modle: "m", cwd: 5 } as unknown as ThreadStartOptions;

    await codex.threadStart(options).catch(() => {});

    expect(transport.sent.at(-1)).toMatchObject({ method: "thread/start", params: options });
    expect(warnings).toEqual([expect.stringMatching(/modle.*sent as it is.*mean model\?/)]);
  });

  test("that the SDK itself acts on are checked even with validate: off", async () => {
    const { codex } = await start({ validate: "off" });
    const options = { timeoutMs: "5", sandbox: ["read-only"] } as unknown as ThreadStartOptions;

    await expect(codex.threadStart(options)).rejects.toThrow('timeoutMs is "5"');
    await expect(codex.threadStart(options)).rejects.toThrow("sandbox is an array");
  });

  test("that JSON can't represent are the caller's mistake", async () => {
    const { codex } = await start();

    await expect(codex.requestRaw("some/method", { big: 1n })).rejects.toBeInstanceOf(OptionsError);
  });

  test("are left out for a method that takes none", async () => {
    const { codex, transport } = await start();
    transport.answer("account/logout", {});

    await codex.request("account/logout");

    expect(transport.sent.at(-1)).not.toHaveProperty("params");
  });
});

async function startThread(codex: Codex, transport: ScriptedTransport): Promise<Thread> {
  const thread = threadFixture({ id: "thread-1", cwd: "/work" });
  transport.answer("thread/start", threadStartFixture(thread));
  return codex.threadStart();
}
