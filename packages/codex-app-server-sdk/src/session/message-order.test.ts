import { expect, onTestFinished, test } from "vitest";
import { Codex } from "../index.js";
import { ScriptedTransport, scriptTurns } from "../testing/index.js";
import { turnFixture } from "../testing/transport/wire-fixtures.js";

test("a handler is called after what came before its request has reached waiting readers", async () => {
  const server = new ScriptedTransport();
  scriptTurns(server, []);
  const seen: string[] = [];
  const codex = new Codex({
    transport: server,
    handlers: {
      commandApproval: () => {
        seen.push("asked");
        return { decision: "decline" };
      },
    },
  });
  onTestFinished(() => codex.close());
  const thread = await codex.threadStart();
  const ids = { threadId: thread.id, turnId: "u1" };
  server.answer("turn/start", { turn: turnFixture({ id: "u1" }) });
  const turn = await thread.turn("Go");
  const reading = (async () => {
    for await (const text of turn.textStream()) seen.push(text);
  })();

  for (const delta of ["a", "b", "c"]) {
    server.notify("item/agentMessage/delta", { ...ids, itemId: "i", delta });
  }
  const answered = server.request("item/commandExecution/requestApproval", {
    ...ids,
    kind: "command",
    environmentId: null,
    itemId: "c",
    startedAtMs: 1,
  });

  await answered;
  server.notify("turn/completed", {
    threadId: thread.id,
    turn: turnFixture({ id: "u1", status: "completed" }),
  });
  await reading;
  expect(seen).toEqual(["a", "b", "c", "asked"]);
});
