import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { OptionsError } from "../errors/index.js";
import type { Handlers } from "../handlers/handlers.js";
import { ignoredSettings, openParams, threadStartParams } from "./thread-options.js";

const answers = { commandApproval: () => ({ decision: "decline" as const }) };
const ask = { approvalPolicy: "on-request", approvalsReviewer: "user" };
const autoReview = { approvalPolicy: "on-request", approvalsReviewer: "auto_review" };

describe("the start of a thread", () => {
  test("leaves approvals to the server's reviewer when there is no handler for them", () => {
    expect(threadStartParams({}, {})).toEqual(autoReview);
    expect(threadStartParams({}, { userInput: () => ({ answers: {} }) })).toEqual(autoReview);
  });

  test("asks the handlers when there is one for commands or file changes", () => {
    const fileChangeApproval: Handlers["fileChangeApproval"] = () => ({ decision: "decline" });
    expect(threadStartParams({}, answers)).toEqual(ask);
    expect(threadStartParams({}, { fileChangeApproval })).toEqual(ask);
  });

  test.each([
    [{ approvalMode: "inherit" } as const, {}],
    [{ approvalMode: "deny-all" } as const, { approvalPolicy: "never" }],
    [{ approvalPolicy: "untrusted" } as const, { approvalPolicy: "untrusted" }],
    [{ approvalsReviewer: "user" } as const, { approvalsReviewer: "user" }],
  ])("adds nothing of its own to %j", (options, params) => {
    expect(threadStartParams(options, answers)).toEqual(params);
  });

  test("hands the wire's own options on as they are", () => {
    const options = { model: "gpt-5.5", cwd: "/work", ephemeral: true, config: { a: 1 } };

    expect(threadStartParams({ ...options, sandbox: "workspace" }, {})).toEqual({
      ...options,
      ...autoReview,
      sandbox: "workspace-write",
    });
  });

  test("refuses options that contradict each other", () => {
    const options = { approvalMode: "ask", approvalPolicy: "never" } as const;

    expect(() => threadStartParams(options, {})).toThrow(OptionsError);
  });
});

describe("resuming and forking", () => {
  test("say nothing that was not asked for", () => {
    expect(openParams({})).toEqual({});
    expect(openParams({ approvalMode: "ask", sandbox: "read-only" })).toEqual({
      ...ask,
      sandbox: "read-only",
    });
  });
});

describe("settings that a loaded thread ignored", () => {
  const answer = {
    model: "gpt-5.5",
    modelProvider: "openai",
    cwd: "/work",
    approvalPolicy: "on-request",
    approvalsReviewer: "user",
  } as wire.ThreadResumeResponse;

  test("are named", () => {
    expect(ignoredSettings({ model: "other", cwd: "/work" }, answer)).toEqual(["model"]);
    const granular: wire.AskForApproval = {
      granular: {
        sandbox_approval: true,
        rules: true,
        skill_approval: true,
        request_permissions: true,
        mcp_elicitations: true,
      },
    };
    expect(ignoredSettings({ approvalPolicy: granular, cwd: "/else" }, answer)).toEqual([
      "cwd",
      "approvalPolicy",
    ]);
  });

  test("are none when nothing was asked for, or only what already holds", () => {
    expect(ignoredSettings({}, answer)).toEqual([]);
    expect(ignoredSettings({ model: null, approvalsReviewer: "user" }, answer)).toEqual([]);
    const granular = { approvalPolicy: { granular: { rules: true } } } as never;
    expect(ignoredSettings(granular, { ...answer, ...(granular as object) })).toEqual([]);
  });
});
