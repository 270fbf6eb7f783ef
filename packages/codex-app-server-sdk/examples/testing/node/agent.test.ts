import { deepEqual, match, rejects } from "node:assert/strict";
import { test } from "node:test";
import { functionCall, httpError, message, testCodex } from "codex-app-server-sdk/testing";
import { explain, handlers } from "../agent.js";

const options = ["Short", "Long"].map((label) => ({ label, description: label }));
const question = { id: "length", header: "Length", question: "How long?", options };

test("runs only the tests, answers the model, and shows its text as it comes", async () => {
  await using setup = await testCodex({ codex: { handlers } });
  const { codex, model } = setup;
  model.respond(functionCall("exec_command", { cmd: "npm test" }, { callId: "tests" }));
  model.respond(functionCall("exec_command", { cmd: "rm -r src" }, { callId: "other" }));
  model.respond(functionCall("request_user_input", { questions: [question] }, { callId: "ask" }));
  model.respond(message(["There are ", "no tests."]));
  const shown: string[] = [];

  await explain(codex, (text) => shown.push(text));

  deepEqual(shown, ["There are ", "no tests."]);
  match(model.requests[1]?.toolOutput("tests") ?? "", /package\.json/);
  match(model.requests[2]?.toolOutput("other") ?? "", /rejected/);
  match(model.requests[3]?.toolOutput("ask") ?? "", /Your choice/);
  model.assertDone();
});

test("fails when the model does", async () => {
  await using setup = await testCodex({ codex: { handlers } });
  setup.model.respond(httpError(400, { message: "no credits" }));

  const explained = explain(setup.codex, () => {});
  await rejects(explained, /no credits/);
});
