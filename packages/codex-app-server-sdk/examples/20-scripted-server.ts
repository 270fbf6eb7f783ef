// A test of your own code without a Codex binary: all messages of the server are scripted, even
// faulty ones.
import { deepEqual, rejects } from "node:assert/strict";
import { test } from "node:test";
import { Codex } from "codex-app-server-sdk";
import { ScriptedTransport, scriptTurns } from "codex-app-server-sdk/testing";

test("an answer, and then a model that fails", async (t) => {
  const server = new ScriptedTransport();
  scriptTurns(server, [["Hello, ", "world."], [{ fail: "The model is gone." }]]);
  const codex = new Codex({ transport: server });
  t.after(() => codex.close());

  const thread = await codex.threadStart();
  const { finalResponse } = await thread.run("Greet me.");
  deepEqual(finalResponse, "Hello, world.");

  await rejects(thread.run("Once more."), { code: "TURN_FAILED" });
});
