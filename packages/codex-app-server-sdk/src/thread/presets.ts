import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import { assertNoProblems, oneOf } from "../options/option-rules.js";

/** Who decides on commands and file changes that need approval. */
export type ApprovalMode =
  /** A reviewing model of the server decides. */
  | "auto-review"
  /** The handlers of this client decide. */
  | "ask"
  /** Nothing that needs approval runs. */
  | "deny-all"
  /** Everything runs, without a sandbox. Only where the machine itself is disposable. */
  | "dangerously-bypass-approvals-and-sandbox"
  /** Whatever the server's configuration says. */
  | "inherit";

/** What commands may touch, or the wire's own word for it. */
export type SandboxPreset = "read-only" | "workspace" | "full-access" | wire.SandboxMode;

/** Short forms for the approval and sandbox fields of the wire. */
export interface Presets {
  /** Default on `threadStart`: `ask` with a command or file-change handler, else `auto-review`. */
  approvalMode?: ApprovalMode | undefined;
  /** Default: what the server's configuration says. */
  sandbox?: SandboxPreset | null | undefined;
}

type ThreadFields = Pick<
  wire.ThreadStartParams,
  "approvalPolicy" | "approvalsReviewer" | "sandbox" | "permissions"
>;
type TurnFields = Pick<
  wire.TurnStartParams,
  "approvalPolicy" | "approvalsReviewer" | "sandboxPolicy" | "permissions"
>;

interface Approval {
  approvalPolicy?: wire.AskForApproval;
  approvalsReviewer?: wire.ApprovalsReviewer;
}

const approvals: Record<ApprovalMode, Approval> = {
  "auto-review": { approvalPolicy: "on-request", approvalsReviewer: "auto_review" },
  // The reviewer is sticky, so it is always named.
  ask: { approvalPolicy: "on-request", approvalsReviewer: "user" },
  "deny-all": { approvalPolicy: "never" },
  "dangerously-bypass-approvals-and-sandbox": { approvalPolicy: "never" },
  inherit: {},
};

/** What a thread calls its sandbox, and what a turn calls the same. */
const policies: Readonly<Record<string, string>> = {
  "read-only": "readOnly",
  "workspace-write": "workspaceWrite",
  "danger-full-access": "dangerFullAccess",
};

const sandboxAliases: Readonly<Record<string, string>> = {
  workspace: "workspace-write",
  "full-access": "danger-full-access",
};

/**
 * The wire fields of presets on a thread. Throws an `OptionsError` where they contradict each
 * other.
 */
export function threadPresets(options: Presets & Omit<ThreadFields, "sandbox">): ThreadFields {
  refuseContradictions(options);
  const sandbox = sandboxModeOf(options);
  return { ...approvalFor(options.approvalMode), ...(sandbox && { sandbox }) };
}

/**
 * The wire fields of presets on a turn. Throws an `OptionsError` where they contradict each other.
 */
export function turnPresets(options: Presets & TurnFields): TurnFields {
  refuseContradictions(options);
  const mode = sandboxModeOf(options);
  const sandboxPolicy = { type: mode && sandboxPolicyType(mode) } as wire.SandboxPolicy;
  return { ...approvalFor(options.approvalMode), ...(mode && { sandboxPolicy }) };
}

/** What a turn calls the sandbox that a thread calls by `mode`. */
export function sandboxPolicyType(mode: wire.SandboxMode): string | undefined {
  return policies[mode];
}

function approvalFor(mode: ApprovalMode = "inherit"): Approval {
  assertNoProblems(oneOf(...Object.keys(approvals))(mode, "approvalMode"));
  return approvals[mode];
}

function sandboxModeOf(options: Presets): wire.SandboxMode | undefined {
  const preset = options.sandbox || (isBypass(options) ? "full-access" : undefined);
  if (preset === undefined) return undefined;
  assertNoProblems(oneOf(...Object.keys({ ...sandboxAliases, ...policies }))(preset, "sandbox"));
  return (sandboxAliases[preset] ?? preset) as wire.SandboxMode;
}

function isBypass(options: Presets): boolean {
  return options.approvalMode === "dangerously-bypass-approvals-and-sandbox";
}

function refuseContradictions(options: Presets & Partial<ThreadFields & TurnFields>): void {
  const { approvalMode, sandbox, approvalPolicy, approvalsReviewer } = options;
  const finer = options.sandboxPolicy ? "sandboxPolicy" : options.permissions ? "permissions" : "";
  if (sandbox && finer) throw contradiction("sandbox", finer);
  if (isBypass(options) && (sandbox || finer)) {
    throw contradiction("approvalMode", finer || "sandbox");
  }
  if (
    approvalMode !== undefined &&
    approvalMode !== "inherit" &&
    (approvalPolicy || approvalsReviewer)
  ) {
    throw contradiction("approvalMode", approvalPolicy ? "approvalPolicy" : "approvalsReviewer");
  }
}

function contradiction(preset: string, field: string): OptionsError {
  return new OptionsError(
    `${preset} and ${field} both say the same thing in their own way: give one of them.`,
  );
}
