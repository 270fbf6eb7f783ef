import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../client/app-server-client.js";
import type { Handlers } from "../server-requests/handlers.js";
import { type Presets, sandboxPolicyType, threadPresets } from "./presets.js";

/** What opening a thread takes beside the wire's own params. */
export interface CommonThreadOptions extends Presets, CallOptions {
  /** Handlers for this thread and its sub-agents; they win over the client's, one by one. */
  handlers?: Handlers | undefined;
}

/** Options of `threadStart`: the wire's own, the presets, and handlers for this thread alone. */
export interface ThreadStartOptions
  extends Omit<wire.ThreadStartParams, "sandbox">,
    CommonThreadOptions {}

/**
 * Options of `threadResume`. A thread that the server has loaded keeps its settings all the same.
 */
export interface ThreadResumeOptions
  extends Omit<wire.ThreadResumeParams, "threadId" | "sandbox">,
    CommonThreadOptions {}

/** Options of `threadFork`. */
export interface ThreadForkOptions
  extends Omit<wire.ThreadForkParams, "threadId" | "sandbox">,
    CommonThreadOptions {}

/** Options of `threadList`; `limit` is the size of a page. */
export interface ThreadListOptions extends wire.ThreadListParams, CallOptions {}

/**
 * The params of `thread/start`. Unless it is said who decides on approvals, the handlers do if
 * there are any for it, else the server's reviewer.
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

/** The params of `thread/resume` and `thread/fork`: nothing is said that was not asked for. */
export function openParams<O extends Presets>(
  options: O,
): Omit<O, "approvalMode" | "sandbox"> & ReturnType<typeof threadPresets> {
  const { approvalMode: _mode, sandbox: _sandbox, ...params } = options;
  return { ...params, ...threadPresets(options) };
}

/**
 * Which settings of a resumed thread are not what was asked for: a thread that is loaded already
 * ignores them.
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
