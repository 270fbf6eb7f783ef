import type * as wire from "codex-app-server-sdk/protocol";
import { shellWords } from "../../approvals/shell-words.js";
import {
  commandText,
  type FileChangeApprovalParams,
  type HandlerContext,
  type McpToolApprovalParams,
} from "../../index.js";

/** A question to the user: the form of an elicitation that has nothing to fill in. */
export interface ApprovalForm {
  readonly message: string;
  /** What is asked for, for programs, named as by Codex's former `mcp-server`. */
  readonly details: Readonly<Record<string, unknown>>;
}

export function commandForm(
  params: wire.CommandExecutionRequestApprovalParams,
  context: HandlerContext,
): ApprovalForm {
  const cwd = params.cwd ?? context.cwd ?? undefined;
  return {
    message: lines(
      `Allow Codex to run \`${commandText(params)}\`${cwd === undefined ? "" : ` in \`${cwd}\``}?`,
      reason(params.reason),
      params.networkApprovalContext && `Network: ${JSON.stringify(params.networkApprovalContext)}`,
      params.additionalPermissions &&
        `Further permissions: ${JSON.stringify(params.additionalPermissions)}`,
    ),
    details: {
      codex_elicitation: "exec-approval",
      ...placeOf(context),
      codex_command: wordsOf(params.command ?? ""),
      ...(cwd !== undefined && { codex_cwd: cwd }),
      codex_parsed_cmd: params.commandActions ?? [],
    },
  };
}

export function fileChangeForm(
  params: FileChangeApprovalParams,
  context: HandlerContext,
): ApprovalForm {
  const { changes = [], reason: why, grantRoot } = params;
  return {
    message: lines(
      "Allow Codex to change these files?",
      ...changes.map(lineOf),
      reason(why),
      grantRoot && `This also allows it to write below ${grantRoot} from now on.`,
    ),
    details: {
      codex_elicitation: "patch-approval",
      ...placeOf(context),
      ...(why && { codex_reason: why }),
      ...(grantRoot && { codex_grant_root: grantRoot }),
      codex_changes: Object.fromEntries(changes.map((change) => [change.path, changeOf(change)])),
    },
  };
}

export function permissionsForm(
  params: wire.PermissionsRequestApprovalParams,
  context: HandlerContext,
): ApprovalForm {
  return {
    message: lines(
      `Give Codex these permissions? ${JSON.stringify(params.permissions)}`,
      reason(params.reason),
    ),
    details: {
      codex_elicitation: "permissions-approval",
      ...placeOf(context),
      codex_permissions: params.permissions,
    },
  };
}

export function mcpToolForm(params: McpToolApprovalParams, context: HandlerContext): ApprovalForm {
  const { server, tool, arguments: args } = params;
  const call = tool === undefined ? server : `${server}.${tool}(${JSON.stringify(args ?? {})})`;
  return {
    message: lines(messageOf(params) ?? "Allow Codex to call a tool of an MCP server?", call),
    details: {
      codex_elicitation: "mcp-tool-approval",
      ...placeOf(context),
      codex_server: server,
      ...(tool !== undefined && { codex_tool: tool, codex_arguments: args ?? {} }),
    },
  };
}

function messageOf(params: object): string | undefined {
  const { message } = params as { message?: unknown };
  return typeof message === "string" ? message : undefined;
}

/** The thread, turn and item that a question is about. */
function placeOf({ threadId, turnId, itemId }: HandlerContext): Record<string, unknown> {
  return { threadId, codex_event_id: turnId, codex_call_id: itemId };
}

/** A command line as arguments; as one of them when it is more than that. */
function wordsOf(command: string): string[] {
  return shellWords(command) ?? [command];
}

function lineOf({ kind, path }: wire.FileUpdateChange): string {
  const target = targetOf(kind);
  return target ? `${kind.type} ${path} and move it to ${target}` : `${kind.type} ${path}`;
}

/** A change as Codex's former `mcp-server` described it. */
function changeOf({ kind, diff }: wire.FileUpdateChange): object {
  if (kind.type === "add" || kind.type === "delete") return { type: kind.type, content: diff };
  return { type: "update", unified_diff: diff, move_path: targetOf(kind) };
}

/** Where a change moves its file. */
function targetOf(kind: wire.PatchChangeKind): string | null {
  return kind.type === "update" ? kind.move_path : null;
}

function reason(text: string | null | undefined): string | undefined {
  return text ? `Reason: ${text}` : undefined;
}

function lines(...texts: readonly (string | null | undefined | false)[]): string {
  return texts.filter(Boolean).join("\n");
}
