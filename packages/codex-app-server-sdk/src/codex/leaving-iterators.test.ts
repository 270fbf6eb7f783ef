import { expect, onTestFinished, test } from "vitest";
import { Codex, type TurnHandle } from "../index.js";
import { createGate, ScriptedTransport, scriptTurns } from "../testing/index.js";

interface Scripted {
  codex: Codex;
  turn: TurnHandle;
}

/** A turn that says "Hello" and nothing more, and a server that never lists anything. */
async function start(): Promise<Scripted> {
  const transport = new ScriptedTransport();
  const codex = new Codex({ transport });
  onTestFinished(() => codex.close());
  scriptTurns(transport, [["Hello", createGate()]]);
  transport.answer("model/list", () => {}).answer("thread/list", () => {});
  transport.answer("mcpServerStatus/list", () => {}).answer("command/exec", () => {});
  const thread = await codex.threadStart();
  return { codex, turn: await thread.turn("Go") };
}

/** Everything of this package that can be iterated. */
const iterables: [string, (scripted: Scripted) => AsyncIterable<unknown>][] = [
  ["stream()", ({ turn }) => turn.stream()],
  ["events()", ({ turn }) => turn.events()],
  ["events() from the start", ({ turn }) => turn.events({ from: "start" })],
  ["textStream()", ({ turn }) => turn.textStream()],
  ["notifications()", ({ codex }) => codex.notifications()],
  ["models()", ({ codex }) => codex.models()],
  ["threadList()", ({ codex }) => codex.threadList()],
  ["mcp.status()", ({ codex }) => codex.mcp.status()],
  ["exec's stdout", ({ codex }) => codex.exec(["ls"]).stdout],
];

test.each(iterables)("a reader of %s may leave while it waits", async (_, open) => {
  const iterator = open(await start())[Symbol.asyncIterator]();
  const reads = Array.from({ length: 20 }, () => iterator.next());
  const last = iterator.next();

  expect(await iterator.return?.()).toEqual({ done: true, value: undefined });

  expect(await last).toEqual({ done: true, value: undefined });
  expect((await Promise.all(reads)).at(-1)).toEqual({ done: true, value: undefined });
  expect(await iterator.next()).toEqual({ done: true, value: undefined });
});
