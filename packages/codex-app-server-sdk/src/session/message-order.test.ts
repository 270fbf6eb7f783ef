import { expect, onTestFinished, test } from "vitest";
import { Codex } from "../index.js";
import { ScriptedTransport, scriptTurns } from "../testing/index.js";

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
  const turnOf = (status: string): object => ({ id: "u1", items: [], status });
  server.answer("turn/start", { turn: turnOf("inProgress") });
  const turn = await thread.turn("Go");
  const reading = (async () => {
    for await (const text of turn.textStream()) seen.push(text);
  })();

  for (const delta of ["a", "b", "c"]) {
    server.notify("item/agentMessage/delta", { ...ids, itemId: "i", delta });
  }
  const answered = server.request("item/commandExecution/requestApproval", {
    ...ids,
    itemId: "c",
    startedAtMs: 1,
  });

  await answered;
  server.notify("turn/completed", { threadId: thread.id, turn: turnOf("completed") });
  await reading;
  expect(seen).toEqual(["a", "b", "c", "asked"]);
});
