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

  test.each(["commandApproval", "fileChangeApproval", "permissionsApproval", "mcpToolApproval"])(
    "asks the handlers when there is one that approves: %s",
    (name) => {
      expect(startWith({}, { [name]: () => ({ decision: "decline" }) })).toEqual(ask);
    },
  );

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

  test("lets the model ask the user when that is wanted", () => {
    const setting = "features.default_mode_request_user_input";

    expect(startWith({ askUser: true, config: { a: 1 } }, {})).toMatchObject({
      config: { a: 1, [setting]: true },
    });
    expect(startWith({}, {})).not.toHaveProperty("config");
    expect(() => startWith({ askUser: true, config: { [setting]: false } }, {})).toThrow(
      OptionsError,
    );
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
