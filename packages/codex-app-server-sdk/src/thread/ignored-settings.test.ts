import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { ignoredSettings } from "./ignored-settings.js";

function granularPolicy(flags: Record<string, boolean>): wire.AskForApproval {
  return { granular: { mcp_elicitations: true, ...flags, sandbox_approval: true } } as never;
}

describe("settings that a loaded thread ignored", () => {
  const answer = {
    model: "gpt-5.5",
    modelProvider: "openai",
    cwd: "/project",
    approvalPolicy: "on-request",
    approvalsReviewer: "user",
  } as wire.ThreadResumeResponse;

  test("are named", () => {
    expect(ignoredSettings({ model: "other", cwd: "/project" }, answer)).toEqual(["model"]);
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

  test.each<[string, Omit<wire.ThreadResumeParams, "threadId">]>([
    ["a path that is written otherwise", { cwd: "/project/sub/../." }],
    ["a path with a separator at its end", { cwd: "/project/" }],
    ["a path that only the server can resolve", { cwd: "." }],
    ["a policy in another order", { approvalPolicy: granularPolicy({ rules: false }) }],
    ["a policy that leaves out what is off", { approvalPolicy: granularPolicy({}) }],
    ["the older name of the reviewer", { approvalsReviewer: "guardian_subagent" }],
    ["the short name of a tier", { serviceTier: "fast" }],
  ])("are none with %s", (_, asked) => {
    const held: Partial<wire.ThreadResumeResponse> = {
      approvalPolicy: granularPolicy({ request_permissions: false, rules: false }),
      approvalsReviewer: "auto_review",
      serviceTier: "priority",
    };

    expect(ignoredSettings(asked, { ...answer, ...held })).toEqual([]);
  });

  test("are named for a policy that differs in what it leaves out", () => {
    const held = { ...answer, approvalPolicy: granularPolicy({ rules: true }) };

    expect(ignoredSettings({ approvalPolicy: granularPolicy({}) }, held)).toEqual([
      "approvalPolicy",
    ]);
  });
});
