import { expect, onTestFinished, test } from "vitest";
import { drain } from "../../test/support/drain.js";
import { Codex, CodexError, type Thread, type TurnHandle } from "../index.js";
import { createGate, ScriptedTransport, scriptTurns } from "../testing/index.js";

interface Scripted {
  transport: ScriptedTransport;
  codex: Codex;
  thread: Thread;
  turn: TurnHandle;
}

/** A running turn, on a server that answers nothing else. */
async function start(): Promise<Scripted> {
  const transport = new ScriptedTransport();
  const codex = new Codex({ transport, timeouts: { closeMs: 1 } });
  onTestFinished(() => codex.close());
  scriptTurns(transport, [["Hello", createGate()]]);
  const thread = await codex.threadStart();
  const turn = await thread.turn("Go");
  for (const method of silent) transport.answer(method, () => {});
  return { transport, codex, thread, turn };
}

const silent = [
  "account/read",
  "account/login/start",
  "command/exec",
  "command/exec/write",
  "config/read",
  "mcpServer/oauth/login",
  "mcpServerStatus/list",
  "model/list",
  "skills/list",
  "thread/archive",
  "thread/list",
  "thread/name/set",
  "thread/read",
  "thread/start",
  "turn/steer",
  "some/method",
];

const next = (values: AsyncIterable<unknown>): Promise<unknown> =>
  values[Symbol.asyncIterator]().next();

/** What rejects when the server dies, or is dead already. */
const calls: [name: string, call: (scripted: Scripted) => PromiseLike<unknown>][] = [
  ["threadStart", ({ codex }) => codex.threadStart()],
  ["threadArchive", ({ codex }) => codex.threadArchive("t")],
  ["threadList", ({ codex }) => codex.threadList()],
  ["models", ({ codex }) => codex.models()],
  ["a list's entries", ({ codex }) => next(codex.models())],
  ["account", ({ codex }) => codex.account()],
  ["loginApiKey", ({ codex }) => codex.loginApiKey("key")],
  ["loginChatgpt", ({ codex }) => codex.loginChatgpt()],
  ["skills.list", ({ codex }) => codex.skills.list()],
  ["mcp.status", ({ codex }) => codex.mcp.status()],
  ["mcp.login", ({ codex }) => codex.mcp.login("web")],
  ["config.read", ({ codex }) => codex.config.read()],
  ["exec", ({ codex }) => codex.exec(["ls"]).result()],
  ["exec's write", ({ codex }) => codex.exec(["cat"]).write("x")],
  ["request", ({ codex }) => codex.request("account/read", {})],
  ["requestRaw", ({ codex }) => codex.requestRaw("some/method")],
  ["notifications", ({ codex }) => next(codex.notifications())],
  ["read", ({ thread }) => thread.read()],
  ["setName", ({ thread }) => thread.setName("name")],
  ["run", ({ thread }) => thread.run("input")],
  ["turn", ({ thread }) => thread.turn("input")],
  ["review", ({ thread }) => thread.review({ type: "uncommittedChanges" })],
  ["turn.run", ({ turn }) => turn.run()],
  ["turn.result", ({ turn }) => turn.result()],
  ["turn.steer", ({ turn }) => turn.steer("input")],
  ["turn.stream", ({ turn }) => drain(turn.stream())],
  ["turn.events", ({ turn }) => drain(turn.events())],
  ["turn.textStream", ({ turn }) => drain(turn.textStream())],
];

async function failureOf(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("It was to reject.");
}

/** Ends the server where no function of this file is on the stack. */
function endLater(transport: ScriptedTransport): void {
  setImmediate(transport.end.bind(transport), { exitCode: 1 });
}

test.each(calls)("the error of %s shows where the call was made", async (_, call) => {
  const scripted = await start();
  const failure = failureOf(call(scripted));
  endLater(scripted.transport);

  const error = await failure;

  expect(error).toBeInstanceOf(CodexError);
  expect((error as Error).stack).toMatch(/^\w+Error: .*\n(?:.*\n)*?.*callers\.test\.ts:\d+/);
});

test.each<[string, (call: Promise<unknown>) => Promise<unknown>]>([
  ["catch()", (call) => call.catch((error: unknown) => error)],
  ["then()", (call) => call.then(undefined, (error: unknown) => error)],
  ["finally()", (call) => call.finally(() => {}).catch((error: unknown) => error)],
  ["Promise.all()", (call) => failureOf(Promise.all([call]))],
  ["Promise.race()", (call) => failureOf(Promise.race([call]))],
  ["Promise.allSettled()", async (call) => (await Promise.allSettled([call]))[0]],
])("also when it is waited for with %s", async (_, wait) => {
  const { codex, transport } = await start();
  const waiting = wait(codex.account());
  endLater(transport);

  const settled = await waiting;

  const error = settled instanceof Error ? settled : (settled as PromiseRejectedResult).reason;
  expect(error.stack).toMatch(/callers\.test\.ts:\d+/);
});

test("an error that many calls reject with shows all of them", async () => {
  const { codex, transport } = await start();
  const first = failureOf(codex.account());
  const second = failureOf(codex.request("account/read", {}));
  endLater(transport);

  const error = await first;
  expect(await second).toBe(error);

  const lines = (error as Error).stack?.match(/callers\.test\.ts:\d+/g);
  expect(new Set(lines).size).toBeGreaterThan(1);
});

test("the reason of a signal is left as it is", async () => {
  const { codex } = await start();
  const reason = new Error("enough");
  const { stack } = reason;

  expect(await failureOf(codex.account({ signal: AbortSignal.abort(reason) }))).toBe(reason);
  expect(reason.stack).toBe(stack);
});
