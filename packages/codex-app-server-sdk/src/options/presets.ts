import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import { isGiven, oneOf, orNull, type Rule } from "./option-rules.js";

/** Who decides on commands and file changes that need approval. */
export type ApprovalMode =
  /** A reviewer model decides, on the server. */
  | "auto-review"
  /** The handlers of this client decide. */
  | "ask"
  /** Nothing that needs approval is run. */
  | "deny-all"
  /** Everything runs, without a sandbox. Only for machines that are disposable themselves. */
  | "dangerously-bypass-approvals-and-sandbox"
  /** What the server's configuration says. */
  | "inherit";

/** What commands may access. The protocol's own values are accepted too. */
export type SandboxPreset = "read-only" | "workspace" | "full-access" | wire.SandboxMode;

/** Short forms for the approval and sandbox fields of the protocol. */
export interface Presets {
  /**
   * Who decides on approvals. Default of `threadStart`: `ask` when there is a handler that approves
   * (commands, file changes, permissions or MCP tools), else `auto-review`. Elsewhere: no change.
   */
  approvalMode?: ApprovalMode | undefined;
  /**
   * What commands may access. Default: what the server's configuration says; on a turn, what its
   * thread has.
   */
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
  // The reviewer is named too, because the server would keep an earlier one.
  ask: { approvalPolicy: "on-request", approvalsReviewer: "user" },
  "deny-all": { approvalPolicy: "never" },
  "dangerously-bypass-approvals-and-sandbox": { approvalPolicy: "never" },
  inherit: {},
};

/** The sandbox of a thread, and the name of the same one for a turn. */
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
 * Converts presets of a thread to fields of the protocol. Throws an `OptionsError` when they
 * contradict each other.
 */
export function threadPresets(options: Presets & Omit<ThreadFields, "sandbox">): ThreadFields {
  refuseContradictions(options);
  const sandbox = sandboxModeOf(options);
  return { ...approvalFor(options.approvalMode), ...(sandbox && { sandbox }) };
}

/**
 * Converts presets of a turn to fields of the protocol. Throws an `OptionsError` when they
 * contradict each other.
 */
export function turnPresets(options: Presets & TurnFields): TurnFields {
  refuseContradictions(options);
  const mode = sandboxModeOf(options);
  const sandboxPolicy = { type: mode && sandboxPolicyType(mode) } as wire.SandboxPolicy;
  return { ...approvalFor(options.approvalMode), ...(mode && { sandboxPolicy }) };
}

/** A turn's name for the sandbox that a thread calls `mode`. */
export function sandboxPolicyType(mode: wire.SandboxMode): string | undefined {
  return policies[mode];
}

/** What the presets can be. */
export const presetRules = {
  approvalMode: oneOf(...Object.keys(approvals)),
  sandbox: orNull(oneOf(...Object.keys({ ...sandboxAliases, ...policies }))),
} satisfies Record<keyof Presets, Rule>;

function approvalFor(mode: ApprovalMode = "inherit"): Approval {
  return approvals[mode];
}

function sandboxModeOf(options: Presets): wire.SandboxMode | undefined {
  const preset = options.sandbox ?? (isBypass(options) ? "full-access" : undefined);
  if (preset === undefined) return undefined;
  return (sandboxAliases[preset] ?? preset) as wire.SandboxMode;
}

function isBypass(options: Presets): boolean {
  return options.approvalMode === "dangerously-bypass-approvals-and-sandbox";
}

function refuseContradictions(options: Presets & Omit<ThreadFields & TurnFields, "sandbox">): void {
  const { approvalMode, sandbox, approvalPolicy, approvalsReviewer } = options;
  if (!isGiven(approvalMode) && !isGiven(sandbox)) return; // Nothing else contradicts anything.
  const [finer] = given({ sandboxPolicy: options.sandboxPolicy, permissions: options.permissions });
  const [sandboxOption = finer] = given({ sandbox });
  if (sandboxOption === "sandbox" && finer) throw contradiction("sandbox", finer);
  if (isBypass(options) && sandboxOption) throw contradiction("approvalMode", sandboxOption);
  const [field] = given({ approvalPolicy, approvalsReviewer });
  if (approvalMode !== undefined && approvalMode !== "inherit" && field) {
    throw contradiction("approvalMode", field);
  }
}

/** The names of those that have a value. */
function given(options: object): string[] {
  return Object.entries(options).flatMap(([name, value]) => (isGiven(value) ? [name] : []));
}

function contradiction(preset: string, field: string): OptionsError {
  return new OptionsError(`${preset} and ${field} set the same thing: give only one of them.`);
}
