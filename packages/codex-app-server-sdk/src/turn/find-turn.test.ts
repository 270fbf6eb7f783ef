import type * as wire from "codex-app-server-sdk/protocol";
import { expect, onTestFinished, test } from "vitest";
import { Codex, type TurnHandle } from "../index.js";
import { ScriptedTransport, scriptTurns } from "../testing/index.js";

const turn: wire.Turn = {
  id: "turn-1",
  rootTurnId: "turn-1",
  items: [],
  itemsView: "notLoaded",
  status: "completed",
  error: null,
  startedAt: null,
  completedAt: null,
  durationMs: null,
};

test("a turn whose items are listed in a circle of pages still has a result", async () => {
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  const transport = new ScriptedTransport();
  const logger = { debug: () => {}, info: () => {}, warn, error: warn };
  const codex = new Codex({ transport, logger, validate: "off" });
  onTestFinished(() => codex.close());
  scriptTurns(transport, []);
  transport.answer("thread/items/list", ({ cursor }, call) => {
    call.result({ data: [], nextCursor: cursor === "a" ? "b" : "a", backwardsCursor: null });
  });
  const { id: threadId, currentTurn } = await follow(codex, transport);

  transport.notify("turn/completed", { threadId, turn });

  expect(await currentTurn.run()).toMatchObject({ id: "turn-1", items: [] });
  expect(warnings.join()).toContain("lead back to a");
});

/** A thread, and a turn of it that another client has started. */
async function follow(
  codex: Codex,
  transport: ScriptedTransport,
): Promise<{ id: string; currentTurn: TurnHandle }> {
  const thread = await codex.threadStart();
  const started = codex.notifications({ methods: ["turn/started"] })[Symbol.asyncIterator]();
  transport.notify("turn/started", {
    threadId: thread.id,
    turn: { ...turn, status: "inProgress" },
  });
  await started.next();
  const currentTurn = thread.currentTurn();
  if (!currentTurn) throw new Error("No turn was found.");
  return { id: thread.id, currentTurn };
}
