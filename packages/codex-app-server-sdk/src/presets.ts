import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "./errors.js";

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

const sandboxModes: Record<string, { mode: wire.SandboxMode; policy: wire.SandboxPolicy["type"] }> =
  {
    "read-only": { mode: "read-only", policy: "readOnly" },
    workspace: { mode: "workspace-write", policy: "workspaceWrite" },
    "workspace-write": { mode: "workspace-write", policy: "workspaceWrite" },
    "full-access": { mode: "danger-full-access", policy: "dangerFullAccess" },
    "danger-full-access": { mode: "danger-full-access", policy: "dangerFullAccess" },
  };

/** The wire fields of presets on a thread. Throws an `OptionsError` where they contradict each other. */
export function threadPresets(options: Presets & Omit<ThreadFields, "sandbox">): ThreadFields {
  refuseContradictions(options);
  const sandbox = options.sandbox ? sandboxFor(options.sandbox).mode : undefined;
  return {
    ...approvalFor(options.approvalMode),
    ...(isBypass(options) && { sandbox: "danger-full-access" }),
    ...(sandbox && { sandbox }),
  };
}

/** The wire fields of presets on a turn. Throws an `OptionsError` where they contradict each other. */
export function turnPresets(options: Presets & TurnFields): TurnFields {
  refuseContradictions(options);
  const type = options.sandbox ? sandboxFor(options.sandbox).policy : undefined;
  return {
    ...approvalFor(options.approvalMode),
    ...(isBypass(options) && { sandboxPolicy: { type: "dangerFullAccess" } }),
    ...(type && { sandboxPolicy: { type } as wire.SandboxPolicy }),
  };
}

/** What a turn calls the sandbox that a thread calls by `mode`. */
export function sandboxPolicyType(mode: wire.SandboxMode): string {
  return sandboxFor(mode).policy;
}

function approvalFor(mode: ApprovalMode | undefined): Approval {
  if (mode === undefined) return {};
  if (Object.hasOwn(approvals, mode)) return approvals[mode];
  throw new OptionsError(
    `approvalMode is ${JSON.stringify(mode)}; it can be ${listOf(approvals)}.`,
  );
}

function sandboxFor(sandbox: string): { mode: wire.SandboxMode; policy: string } {
  const found = Object.hasOwn(sandboxModes, sandbox) ? sandboxModes[sandbox] : undefined;
  if (found) return found;
  throw new OptionsError(
    `sandbox is ${JSON.stringify(sandbox)}; it can be ${listOf(sandboxModes)}.`,
  );
}

function isBypass(options: Presets): boolean {
  return options.approvalMode === "dangerously-bypass-approvals-and-sandbox";
}

function refuseContradictions(options: Presets & Partial<ThreadFields & TurnFields>): void {
  const { approvalMode, sandbox, approvalPolicy, approvalsReviewer } = options;
  const finer = options.sandboxPolicy ? "sandboxPolicy" : options.permissions ? "permissions" : "";
  if (sandbox && finer) throw contradiction("sandbox", finer);
  if (isBypass(options) && (sandbox || finer))
    throw contradiction("approvalMode", finer || "sandbox");
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

function listOf(choices: object): string {
  return Object.keys(choices).join(", ");
}
