// A test of your own code without a Codex binary: all messages of the server are scripted, even
// faulty ones.
import { deepEqual, rejects } from "node:assert/strict";
import { test } from "node:test";
import { Codex } from "codex-app-server-sdk";
import { items, ScriptedTransport, scriptTurns } from "codex-app-server-sdk/testing";

test("an answer, and then a model that fails", async (t) => {
  const server = new ScriptedTransport();
  scriptTurns(server, [
    [{ item: items.commandExecution("npm test", { exitCode: 1 }) }, "One test ", "fails."],
    [{ fail: "The model is gone." }],
  ]);
  const codex = new Codex({ transport: server });
  t.after(() => codex.close());

  const thread = await codex.threadStart();
  const result = await thread.run("Run the tests.");
  deepEqual(result.finalResponse, "One test fails.");
  deepEqual(
    result.items.map(({ type }) => type),
    ["commandExecution", "agentMessage"],
  );

  await rejects(thread.run("Once more."), { code: "TURN_FAILED" });
});
