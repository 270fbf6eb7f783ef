import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { OptionsError } from "../errors/index.js";
import type { Handlers } from "../handlers/handlers.js";
import { splitOptions } from "../options/own-options.js";
import type { ThreadForkOptions, ThreadStartOptions } from "../options/thread-options.js";
import { openParams, threadStartParams } from "./thread-params.js";

const answers = { commandApproval: () => ({ decision: "decline" as const }) };
const ask = { approvalPolicy: "on-request", approvalsReviewer: "user" };
const autoReview = { approvalPolicy: "on-request", approvalsReviewer: "auto_review" };

function startWith(options: ThreadStartOptions, handlers: Handlers): wire.ThreadStartParams {
  return threadStartParams(splitOptions("thread/start", options), handlers);
}

function forkWith(options: ThreadForkOptions): object {
  return openParams(splitOptions("thread/fork", options));
}

describe("the start of a thread", () => {
  test("leaves approvals to the server's reviewer when there is no handler for them", () => {
    expect(startWith({}, {})).toEqual(autoReview);
    expect(startWith({}, { userInput: () => ({ answers: {} }) })).toEqual(autoReview);
  });

  test("asks the handlers when there is one for commands or file changes", () => {
    const fileChangeApproval: Handlers["fileChangeApproval"] = () => ({ decision: "decline" });
    expect(startWith({}, answers)).toEqual(ask);
    expect(startWith({}, { fileChangeApproval })).toEqual(ask);
  });

  test.each([
    [{ approvalMode: "inherit" } as const, {}],
    [{ approvalMode: "deny-all" } as const, { approvalPolicy: "never" }],
    [{ approvalPolicy: "untrusted" } as const, { approvalPolicy: "untrusted" }],
    [{ approvalsReviewer: "user" } as const, { approvalsReviewer: "user" }],
  ])("adds nothing of its own to %j", (options, params) => {
    expect(startWith(options, answers)).toEqual(params);
  });

  test("hands the wire's own options on as they are", () => {
    const options = { model: "gpt-5.5", cwd: "/work", ephemeral: true, config: { a: 1 } };

    expect(startWith({ ...options, sandbox: "workspace" }, {})).toEqual({
      ...options,
      ...autoReview,
      sandbox: "workspace-write",
    });
  });

  test("refuses options that contradict each other", () => {
    const options = { approvalMode: "ask", approvalPolicy: "never" } as const;

    expect(() => startWith(options, {})).toThrow(OptionsError);
  });
});

describe("resuming and forking", () => {
  test("say nothing that was not asked for", () => {
    expect(forkWith({})).toEqual({});
    expect(forkWith({ approvalMode: "ask", sandbox: "read-only" })).toEqual({
      ...ask,
      sandbox: "read-only",
    });
  });
});
