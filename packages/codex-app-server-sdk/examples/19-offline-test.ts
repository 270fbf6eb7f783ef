// A test of your own code without an account: real server, scripted model, temporary home.
import { equal, match } from "node:assert/strict";
import { test } from "node:test";
import { allowCommands } from "codex-app-server-sdk";
import { functionCall, message, testCodex } from "codex-app-server-sdk/testing";

test("an accepted command runs and the model sees its output", async () => {
  await using setup = await testCodex({
    codex: { handlers: { commandApproval: allowCommands([["echo", "hello"]]) } },
  });
  const { codex, model } = setup;
  model.respond(functionCall("exec_command", { cmd: "echo hello" }, { callId: "call" }));
  model.respond(message("It said hello."));

  const thread = await codex.threadStart({ approvalPolicy: "untrusted" });
  const { finalResponse } = await thread.run("Run it");

  equal(finalResponse, "It said hello.");
  match(model.requests[1]?.toolOutput("call") ?? "", /hello/);
  model.assertDone();
});
