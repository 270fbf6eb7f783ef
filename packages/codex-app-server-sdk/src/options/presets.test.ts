import { describe, expect, test } from "vitest";
import { OptionsError } from "../errors/index.js";
import { showValue } from "../errors/show-value.js";
import {
  type ApprovalMode,
  presetRules,
  type SandboxPreset,
  threadPresets,
  turnPresets,
} from "./presets.js";

function refusalOf(use: () => unknown): string {
  try {
    use();
  } catch (error) {
    expect(error).toBeInstanceOf(OptionsError);
    return (error as Error).message;
  }
  throw new Error("It was not refused.");
}

type ApprovalRow = [mode: ApprovalMode, onThread: object, onTurn: object];

const approvalRows: ApprovalRow[] = [
  [
    "auto-review",
    { approvalPolicy: "on-request", approvalsReviewer: "auto_review" },
    { approvalPolicy: "on-request", approvalsReviewer: "auto_review" },
  ],
  [
    "ask",
    { approvalPolicy: "on-request", approvalsReviewer: "user" },
    { approvalPolicy: "on-request", approvalsReviewer: "user" },
  ],
  ["deny-all", { approvalPolicy: "never" }, { approvalPolicy: "never" }],
  [
    "dangerously-bypass-approvals-and-sandbox",
    { approvalPolicy: "never", sandbox: "danger-full-access" },
    { approvalPolicy: "never", sandboxPolicy: { type: "dangerFullAccess" } },
  ],
  ["inherit", {}, {}],
];

type SandboxRow = [preset: SandboxPreset, mode: string, policy: string];

const sandboxRows: SandboxRow[] = [
  ["read-only", "read-only", "readOnly"],
  ["workspace", "workspace-write", "workspaceWrite"],
  ["workspace-write", "workspace-write", "workspaceWrite"],
  ["full-access", "danger-full-access", "dangerFullAccess"],
  ["danger-full-access", "danger-full-access", "dangerFullAccess"],
];

describe("the preset", () => {
  test.each(approvalRows)("approvalMode: %s sends exactly its fields", (mode, thread, turn) => {
    expect(threadPresets({ approvalMode: mode })).toEqual(thread);
    expect(turnPresets({ approvalMode: mode })).toEqual(turn);
  });

  test.each(sandboxRows)("sandbox: %s sends exactly its field", (sandbox, mode, type) => {
    expect(threadPresets({ sandbox })).toEqual({ sandbox: mode });
    expect(turnPresets({ sandbox })).toEqual({ sandboxPolicy: { type } });
  });

  test.each([{}, { sandbox: null }, { sandbox: undefined, approvalMode: undefined }])(
    "that is not given, as in %j, sends nothing",
    (options) => {
      expect(threadPresets(options)).toEqual({});
      expect(turnPresets(options)).toEqual({});
    },
  );

  test("approvalMode goes with a sandbox, unless it is the one that has its own", () => {
    expect(threadPresets({ approvalMode: "ask", sandbox: "read-only" })).toEqual({
      approvalPolicy: "on-request",
      approvalsReviewer: "user",
      sandbox: "read-only",
    });
    expect(turnPresets({ approvalMode: "deny-all", sandbox: "workspace" })).toEqual({
      approvalPolicy: "never",
      sandboxPolicy: { type: "workspaceWrite" },
    });
  });

  test("approvalMode: inherit goes with the wire's own fields", () => {
    const options = { approvalMode: "inherit", approvalPolicy: "untrusted" } as const;

    expect(threadPresets(options)).toEqual({});
    expect(turnPresets(options)).toEqual({});
  });
});

describe("what says the same thing twice is refused:", () => {
  const bypass = "dangerously-bypass-approvals-and-sandbox";
  const sandboxPolicy = { type: "dangerFullAccess" } as const;

  test.each(["auto-review", "ask", "deny-all", bypass] as const)(
    "approvalMode: %s with approvalPolicy or approvalsReviewer",
    (approvalMode) => {
      for (const field of [{ approvalPolicy: "never" }, { approvalsReviewer: "user" }] as const) {
        const [name = ""] = Object.keys(field);
        expect(refusalOf(() => threadPresets({ approvalMode, ...field }))).toContain(name);
        expect(refusalOf(() => turnPresets({ approvalMode, ...field }))).toContain("approvalMode");
      }
    },
  );

  test("sandbox with sandboxPolicy or permissions", () => {
    const sandbox = "read-only";
    expect(refusalOf(() => turnPresets({ sandbox, sandboxPolicy }))).toContain("sandboxPolicy");
    expect(refusalOf(() => turnPresets({ sandbox, permissions: "p" }))).toContain("permissions");
    expect(refusalOf(() => threadPresets({ sandbox, permissions: "p" }))).toContain("permissions");
  });

  test("the bypass with any sandbox option", () => {
    const approvalMode = bypass;
    for (const field of [{ sandbox: "full-access" }, { permissions: "p" }] as const) {
      const [name = ""] = Object.keys(field);
      expect(refusalOf(() => threadPresets({ approvalMode, ...field }))).toContain(name);
      expect(refusalOf(() => turnPresets({ approvalMode, ...field }))).toContain(name);
    }
    const message = refusalOf(() => turnPresets({ approvalMode, sandboxPolicy }));
    expect(message).toContain("sandboxPolicy");
  });
});

describe("an unknown preset is refused, with a list of those that exist:", () => {
  test.each(["yolo", "toString", "__proto__", "", ["ask"], 5, null])("approvalMode %j", (value) => {
    const [problem] = presetRules.approvalMode(value, "approvalMode");

    expect(problem).toContain(`approvalMode is ${showValue(value)}`);
    expect(problem).toContain("auto-review, ask, deny-all");
  });

  test.each(["everything", "toString", "__proto__", "", ["read-only"], 0])(
    "sandbox %j",
    (value) => {
      const [problem] = presetRules.sandbox(value, "sandbox");

      expect(problem).toContain(`sandbox is ${showValue(value)}`);
      expect(problem).toContain("read-only, workspace");
    },
  );
});
