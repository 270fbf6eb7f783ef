// A test of your own code without an account: real server, scripted model, temporary home.
import { equal, match } from "node:assert/strict";
import { test } from "node:test";
import { Codex } from "codex-app-server-sdk";
import {
  createTestHome,
  functionCall,
  MockResponsesServer,
  message,
} from "codex-app-server-sdk/testing";

test("an accepted command runs and the model sees its output", async (t) => {
  const model = await MockResponsesServer.start();
  const home = await createTestHome({ responses: model });
  const codex = new Codex({
    inheritEnv: false,
    env: home.env,
    cwd: home.cwd,
    handlers: { commandApproval: () => ({ decision: "accept" }) },
  });
  t.after(async () => {
    await codex.close();
    await model.close();
    await home.dispose();
  });
  model.respond(functionCall("exec_command", { cmd: "echo hello" }, { callId: "call" }));
  model.respond(message("It said hello."));

  const thread = await codex.threadStart({ approvalPolicy: "untrusted" });
  const { finalResponse } = await thread.run("Run it");

  equal(finalResponse, "It said hello.");
  match(model.requests[1]?.toolOutput("call") ?? "", /hello/);
});
