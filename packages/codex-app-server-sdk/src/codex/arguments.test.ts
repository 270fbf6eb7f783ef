import { describe, expect, onTestFinished, test } from "vitest";
import {
  Codex,
  isCodexError,
  isRetryableError,
  type LoginHandle,
  OptionsError,
  PagePromise,
  retryOnOverload,
  type Thread,
  type TurnHandle,
  traceWriter,
} from "../index.js";
import { createGate, ScriptedTransport, scriptTurns } from "../testing/index.js";

/** Stands for any value, as in calls from untyped code. */
type Untyped = never;

interface Client {
  codex: Codex;
  thread: Thread;
  turn: TurnHandle;
  login: LoginHandle;
  transport: ScriptedTransport;
}

/** A client with a thread, a turn that runs on another thread, and a login that is open. */
async function start(): Promise<Client> {
  const transport = new ScriptedTransport();
  const codex = new Codex({ transport });
  onTestFinished(() => codex.close());
  scriptTurns(transport, [[createGate()]]);
  transport.answer("account/login/start", { type: "chatgpt", loginId: "login", authUrl: "u" });
  const thread = await codex.threadStart();
  const turn = await (await codex.threadStart()).turn("Go");
  return { codex, thread, turn, login: await codex.loginChatgpt(), transport };
}

function throwing(): never {
  throw new TypeError("a trap");
}

function circular(): object {
  const itself: Record<string, unknown> = { type: "text", text: "x", model: "m" };
  itself.itself = itself;
  return itself;
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** What nobody should give for options, whatever the method. */
const notOptions: [string, unknown][] = [
  ["null", null],
  ["a bigint", 10n],
  ["a symbol", Symbol("s")],
  ["a function", () => {}],
  ["a list", []],
  ["a text", "fast"],
  ["a proxy that was revoked", revoked()],
  ["a proxy that throws", new Proxy({}, { ownKeys: throwing, get: throwing })],
  [
    "a getter that throws",
    Object.defineProperty({}, "signal", { get: throwing, enumerable: true }),
  ],
];

type Call = (client: Client, options: Untyped) => unknown;

/** Every method that has options, by what it is called. */
const optionCalls: [string, Call][] = [
  ["new Codex", (_, options) => new Codex(options)],
  ["threadStart", ({ codex }, options) => codex.threadStart(options)],
  ["threadResume", ({ codex }, options) => codex.threadResume("t", options)],
  ["threadFork", ({ codex }, options) => codex.threadFork("t", options)],
  ["threadArchive", ({ codex }, options) => codex.threadArchive("t", options)],
  ["threadUnarchive", ({ codex }, options) => codex.threadUnarchive("t", options)],
  ["threadDelete", ({ codex }, options) => codex.threadDelete("t", options)],
  ["threadList", ({ codex }, options) => codex.threadList(options).then()],
  ["models", ({ codex }, options) => codex.models(options)[Symbol.asyncIterator]().next()],
  ["account", ({ codex }, options) => codex.account(options)],
  ["rateLimits", ({ codex }, options) => codex.rateLimits(options)],
  ["usage", ({ codex }, options) => codex.usage(options)],
  ["loginApiKey", ({ codex }, options) => codex.loginApiKey("key", options)],
  ["loginChatgpt", ({ codex }, options) => codex.loginChatgpt(options)],
  ["loginChatgptDeviceCode", ({ codex }, options) => codex.loginChatgptDeviceCode(options)],
  ["logout", ({ codex }, options) => codex.logout(options)],
  ["skills.list", ({ codex }, options) => codex.skills.list(options)],
  ["skills.setExtraRoots", ({ codex }, options) => codex.skills.setExtraRoots([], options)],
  ["mcp.status", ({ codex }, options) => codex.mcp.status(options).then()],
  ["mcp.reload", ({ codex }, options) => codex.mcp.reload(options)],
  ["mcp.login", ({ codex }, options) => codex.mcp.login("web", options)],
  ["mcp.readResource", ({ codex }, options) => codex.mcp.readResource(options)],
  ["mcp.callTool", ({ codex }, options) => codex.mcp.callTool(options)],
  ["config.read", ({ codex }, options) => codex.config.read(options)],
  ["config.write", ({ codex }, options) => codex.config.write(options)],
  ["config.writeAll", ({ codex }, options) => codex.config.writeAll(options)],
  ["exec", ({ codex }, options) => codex.exec(["ls"], options).result()],
  ["request", ({ codex }, options) => codex.request("model/list", {}, options)],
  ["requestRaw", ({ codex }, options) => codex.requestRaw("model/list", {}, options)],
  ["notifications", ({ codex }, options) => codex.notifications(options)],
  ["run", ({ thread }, options) => thread.run("Go", options)],
  ["turn", ({ thread }, options) => thread.turn("Go", options)],
  ["currentTurn", ({ thread }, options) => thread.currentTurn(options)],
  ["review", ({ thread }, options) => thread.review({ type: "uncommittedChanges" }, options)],
  ["startGoal", ({ thread }, options) => thread.startGoal("Go", options)],
  ["runGoal", ({ thread }, options) => thread.runGoal("Go", options)],
  ["compact", ({ thread }, options) => thread.compact(options)],
  ["read", ({ thread }, options) => thread.read(options)],
  ["setName", ({ thread }, options) => thread.setName("x", options)],
  ["revert", ({ thread }, options) => thread.revert({ beforeTurnId: "t" }, options)],
  ["unsubscribe", ({ thread }, options) => thread.unsubscribe(options)],
  ["interrupt", ({ turn }, options) => turn.interrupt(options)],
  ["a login's wait", ({ login }, options) => login.wait(options)],
  ["a login's cancel", ({ login }, options) => login.cancel(options)],
  ["retryOnOverload", (_, options) => retryOnOverload(async () => {}, options)],
];

async function failure(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return "It was not refused.";
}

describe("options that can't be any are refused by", () => {
  test.each(optionCalls)("%s", async (_, call) => {
    const client = await start();
    const sent = client.transport.sent.length;

    for (const [kind, options] of notOptions) {
      const error = await failure(() => call(client, options as Untyped));

      expect([kind, error]).toEqual([kind, expect.any(OptionsError)]);
      expect((error as Error).message).toContain("options");
    }
    expect(client.transport.sent).toHaveLength(sent);
  });
});

/** Other arguments, and values that can't be right, with what the error must say. */
const argumentCalls: [string, string, (client: Client) => unknown][] = [
  ["a bigint as input", "a bigint", ({ thread }) => thread.run(10n as Untyped)],
  ["a symbol as input", "a symbol", ({ thread }) => thread.run(Symbol("s") as Untyped)],
  ["a function as input", "a function", ({ thread }) => thread.run((() => {}) as Untyped)],
  ["null in an input", "null", ({ thread }) => thread.run([null] as Untyped)],
  ["an input inside itself", "input[0].itself", ({ thread }) => thread.run(circular() as Untyped)],
  ["no input, but a circle", "an object", ({ thread }) => thread.run({ a: circular() } as Untyped)],
  [
    "a bigint in an input",
    "input[0].text is a bigint",
    ({ thread }) => thread.run({ type: "text", text: 10n } as Untyped),
  ],
  [
    "a function in an input of no known type",
    "input[1].more[0].run is a function",
    ({ thread }) =>
      thread.run([
        { type: "text", text: "x" },
        { type: "hologram", more: [{ run: () => {} }] },
      ] as Untyped),
  ],
  [
    "a symbol in an input",
    "input[0].detail is a symbol",
    ({ thread }) => thread.run({ type: "image", url: "u", detail: Symbol("s") } as Untyped),
  ],
  ["a revoked input", "input", ({ thread }) => thread.run(revoked() as Untyped)],
  [
    "an input with a getter that throws",
    "input",
    ({ thread }) => thread.run(new Proxy({}, { get: throwing }) as Untyped),
  ],
  ["a bigint to steer with", "a bigint", ({ turn }) => turn.steer(10n as Untyped)],
  ["a circle to steer with", "input[0].itself", ({ turn }) => turn.steer(circular() as Untyped)],
  ["no method", "method is undefined", ({ codex }) => codex.requestRaw(undefined as Untyped)],
  ["a bigint as method", "method is a bigint", ({ codex }) => codex.requestRaw(5n as Untyped)],
  [
    "a circle as params",
    "params.itself",
    ({ codex }) => codex.request("model/list", circular() as Untyped),
  ],
  [
    "a circle as params about the account",
    "params.itself",
    ({ codex }) => codex.request("account/login/start", circular() as Untyped),
  ],
  ["a bigint in params", "params.big", ({ codex }) => codex.requestRaw("m", { big: 1n })],
  ["a bigint as params", "params is", ({ codex }) => codex.requestRaw("m", 1n)],
  [
    "params with a getter that throws",
    "a trap",
    ({ codex }) => codex.requestRaw("m", new Proxy({}, { ownKeys: throwing })),
  ],
  ["a bigint as thread", "threadId is a bigint", ({ codex }) => codex.threadResume(1n as Untyped)],
  ["a symbol as name", "name is a symbol", ({ thread }) => thread.setName(Symbol("s") as Untyped)],
  ["a circle as target", "target.itself", ({ thread }) => thread.review(circular() as Untyped)],
  ["a function as objective", "objective", ({ thread }) => thread.startGoal((() => {}) as Untyped)],
  ["null as turn to revert to", "beforeTurnId", ({ thread }) => thread.revert(null as Untyped)],
  ["a revoked turn to revert to", "can't be", ({ thread }) => thread.revert(revoked() as Untyped)],
  ["a bigint as MCP server", "name is a bigint", ({ codex }) => codex.mcp.login(1n as Untyped)],
  ["no program", "command", ({ codex }) => codex.exec([]).result()],
  ["a text as program", "command", ({ codex }) => codex.exec("ls" as Untyped).result()],
  ["a bigint as argument", "command[1]", ({ codex }) => codex.exec(["a", 1n as Untyped]).result()],
  [
    "arguments with a getter that throws",
    "a trap",
    ({ codex }) => codex.exec(new Proxy(["ls"], { get: throwing })).result(),
  ],
  ["no tool to call", "tool is undefined", ({ codex }) => codex.mcp.callTool({} as Untyped)],
  ["no setting to write", "keyPath", ({ codex }) => codex.config.write(undefined as Untyped)],
  [
    "a list of folders with a getter that throws",
    "a trap",
    ({ codex }) => codex.skills.setExtraRoots(new Proxy([], { get: throwing })),
  ],
  [
    "an empty path among folders",
    "paths[1]",
    ({ codex }) => codex.skills.setExtraRoots(["/a", ""]),
  ],
  ["a bigint as API key", "bigint", ({ codex }) => codex.loginApiKey(1n as Untyped)],
  [
    "an option inside itself",
    "config.itself",
    ({ codex }) => codex.threadStart({ config: circular() as Untyped }),
  ],
  [
    "an option with a function, which JSON would drop",
    "outputSchema.parse is a function",
    ({ thread }) => thread.run("Go", { outputSchema: { parse: () => {} } as Untyped }),
  ],
  ["null to write traces to", "sink", () => traceWriter(null as Untyped)],
  [
    "time limits with a getter that throws",
    "a trap",
    ({ thread }) => thread.run("Go", { timeouts: new Proxy({}, { ownKeys: throwing }) }),
  ],
  [
    "a signal with a getter that throws",
    "a trap",
    ({ codex }) => codex.models({ signal: new Proxy({}, { get: throwing }) as Untyped }).then(),
  ],
  ["no operation", "operation is null", () => retryOnOverload(null as Untyped)],
  ["no way to fetch a page", "fetch is null", () => new PagePromise(null as Untyped)],
  [
    "an option of the client with a getter that throws",
    "a trap",
    () => new Codex({ timeouts: new Proxy({}, { ownKeys: throwing }) }),
  ],
];

describe("an argument that can't be right is refused by its name:", () => {
  test.each(argumentCalls)("%s", async (_, named, call) => {
    const client = await start();
    const sent = client.transport.sent.length;

    const error = await failure(() => call(client));

    expect(error).toEqual(expect.any(OptionsError));
    expect((error as Error).message).toContain(named);
    expect(client.transport.sent).toHaveLength(sent);
  });
});

describe("any value may be asked about:", () => {
  test.each([...notOptions, ["a circle", circular()]])("%s", (_, value) => {
    expect(isCodexError(value)).toBe(false);
    expect(isRetryableError(value)).toBe(false);
  });
});
