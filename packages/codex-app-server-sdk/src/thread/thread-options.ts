import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../client/app-server-client.js";
import type { Handlers } from "../handlers/handlers.js";
import { type Presets, sandboxPolicyType, threadPresets } from "./presets.js";

/** Options for starting, resuming and forking a thread, besides those of the protocol. */
export interface CommonThreadOptions extends Presets, CallOptions {
  /**
   * Handlers for this thread and its sub-agents. Each one replaces the client's handler of that
   * name.
   */
  handlers?: Handlers | undefined;
}

/**
 * Options of `codex.threadStart()`: those of the protocol, the presets, and handlers for this
 * thread.
 */
export interface ThreadStartOptions
  extends Omit<wire.ThreadStartParams, "sandbox">,
    CommonThreadOptions {}

/**
 * Options of `codex.threadResume()`. A thread that the server has already loaded keeps its
 * settings.
 */
export interface ThreadResumeOptions
  extends Omit<wire.ThreadResumeParams, "threadId" | "sandbox">,
    CommonThreadOptions {
  /**
   * What becomes of a goal that is still active: `continue`, the default, lets the server go on
   * with it by itself, and `thread.currentTurn()` is its handle; `pause` pauses it first.
   */
  goal?: "continue" | "pause" | undefined;
}

/** Options of `codex.threadFork()`. */
export interface ThreadForkOptions
  extends Omit<wire.ThreadForkParams, "threadId" | "sandbox">,
    CommonThreadOptions {}

/** Options of `codex.threadList()`. `limit` is the number of threads per page. */
export interface ThreadListOptions extends wire.ThreadListParams, CallOptions {}

/**
 * Makes the params of `thread/start`. When the options don't say who decides on approvals, the
 * handlers do if there are any for that, else the server's reviewer.
 */
export function threadStartParams(
  options: Omit<ThreadStartOptions, "handlers" | keyof CallOptions>,
  handlers: Handlers,
): wire.ThreadStartParams {
  const { approvalMode, approvalPolicy, approvalsReviewer } = options;
  const isSilent = approvalMode === undefined && !approvalPolicy && !approvalsReviewer;
  const fallback = handlers.commandApproval || handlers.fileChangeApproval ? "ask" : "auto-review";
  return openParams(isSilent ? { ...options, approvalMode: fallback } : options);
}

/** Makes the params of `thread/resume` and `thread/fork`. Only what was asked for is sent. */
export function openParams<O extends Presets>(
  options: O,
): Omit<O, "approvalMode" | "sandbox"> & ReturnType<typeof threadPresets> {
  const { approvalMode: _mode, sandbox: _sandbox, ...params } = options;
  return { ...params, ...threadPresets(options) };
}

/**
 * Names the settings of a resumed thread that differ from what was asked for: a thread that the
 * server has already loaded ignores them.
 */
export function ignoredSettings(
  asked: Omit<wire.ThreadResumeParams, "threadId">,
  answer: wire.ThreadResumeResponse,
): string[] {
  const compared = [
    "model",
    "modelProvider",
    "cwd",
    "serviceTier",
    "approvalPolicy",
    "approvalsReviewer",
  ] as const;
  const ignored: string[] = compared.filter((key) => {
    const value = asked[key];
    return value !== undefined && value !== null && !sameJson(value, answer[key]);
  });
  const isOtherSandbox = asked.sandbox && sandboxPolicyType(asked.sandbox) !== answer.sandbox.type;
  return isOtherSandbox ? [...ignored, "sandbox"] : ignored;
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
