import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import type {
  FileChangeApprovalParams,
  HandlerContext,
  McpToolApprovalParams,
} from "../../index.js";
import { commandForm, fileChangeForm, mcpToolForm } from "./approval-forms.js";

const context: HandlerContext = {
  id: "request",
  signal: new AbortController().signal,
  threadId: "thread",
  turnId: "turn",
  itemId: "item",
  cwd: "/project",
};
const place = { threadId: "thread", codex_event_id: "turn", codex_call_id: "item" };

const command = (fields: object): wire.CommandExecutionRequestApprovalParams =>
  fields as wire.CommandExecutionRequestApprovalParams;

describe("commandForm", () => {
  test("says what is run where, why, and what it may do beside that", () => {
    const additionalPermissions = { network: { enabled: true }, fileSystem: null };
    const params = command({
      command: "curl example.org > page",
      reason: "to see it",
      networkApprovalContext: { host: "example.org", protocol: "https" },
      additionalPermissions,
    });

    const { message, details } = commandForm(params, context);

    expect(message.split("\n")).toEqual([
      "Allow Codex to run `curl example.org > page` in `/project`?",
      "Reason: to see it",
      'Network: {"host":"example.org","protocol":"https"}',
      `Further permissions: ${JSON.stringify(additionalPermissions)}`,
    ]);
    expect(details).toEqual({
      codex_elicitation: "exec-approval",
      ...place,
      codex_command: ["curl example.org > page"],
      codex_cwd: "/project",
      codex_parsed_cmd: [],
    });
  });

  test("does without a folder that nobody knows", () => {
    const { message, details } = commandForm(command({ command: "ls" }), { ...context, cwd: null });

    expect(message).toBe("Allow Codex to run `ls`?");
    expect(details).not.toHaveProperty("codex_cwd");
  });
});

describe("fileChangeForm", () => {
  test("says what becomes of which file", () => {
    const params = {
      reason: "to mend it",
      grantRoot: "/project/src",
      changes: [
        { path: "/a", kind: { type: "add" }, diff: "a\n" },
        { path: "/b", kind: { type: "delete" }, diff: "b\n" },
        { path: "/c", kind: { type: "update", move_path: "/d" }, diff: "@@" },
      ],
    } as FileChangeApprovalParams;

    const { message, details } = fileChangeForm(params, context);

    expect(message.split("\n")).toEqual([
      "Allow Codex to change these files?",
      "add /a",
      "delete /b",
      "update /c and move it to /d",
      "Reason: to mend it",
      "This also allows it to write below /project/src from now on.",
    ]);
    expect(details).toEqual({
      codex_elicitation: "patch-approval",
      ...place,
      codex_reason: "to mend it",
      codex_grant_root: "/project/src",
      codex_changes: {
        "/a": { type: "add", content: "a\n" },
        "/b": { type: "delete", content: "b\n" },
        "/c": { type: "update", unified_diff: "@@", move_path: "/d" },
      },
    });
  });

  test("can do without the changes", () => {
    const { message } = fileChangeForm({ changes: undefined } as FileChangeApprovalParams, context);

    expect(message).toBe("Allow Codex to change these files?");
  });
});

describe("mcpToolForm", () => {
  test("names no call when nothing is called", () => {
    const params = { server: "notes", tool: undefined, message: "Install it?" };

    const { message, details } = mcpToolForm(params as unknown as McpToolApprovalParams, context);

    expect(message).toBe("Install it?\nnotes");
    expect(details).toEqual({
      codex_elicitation: "mcp-tool-approval",
      ...place,
      codex_server: "notes",
    });
  });
});
