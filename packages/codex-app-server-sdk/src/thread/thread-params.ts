import type * as wire from "codex-app-server-sdk/protocol";
import type { Handlers } from "../handlers/handlers.js";
import { isGiven } from "../options/option-rules.js";
import type { SplitOptions } from "../options/own-options.js";
import { type Presets, threadPresets } from "../options/presets.js";

/**
 * Makes the params of `thread/start`. When the options don't say who decides on approvals, the
 * handlers do if there are any for that, else the server's reviewer.
 */
export function threadStartParams(
  { own, sent }: SplitOptions<"thread/start">,
  handlers: Handlers,
): wire.ThreadStartParams {
  const deciders = [own.approvalMode, sent.approvalPolicy, sent.approvalsReviewer];
  if (deciders.some(isGiven)) return openParams({ own, sent });
  const asks = handlers.commandApproval || handlers.fileChangeApproval;
  return openParams({ own: { ...own, approvalMode: asks ? "ask" : "auto-review" }, sent });
}

/** Makes the params of `thread/resume` and `thread/fork`. Only what was asked for is sent. */
export function openParams<S extends SplitOptions<"thread/fork" | "thread/start">["sent"]>({
  own: { approvalMode, sandbox },
  sent,
}: {
  own: Presets;
  sent: S;
}): S & ReturnType<typeof threadPresets> {
  return { ...sent, ...threadPresets({ ...sent, approvalMode, sandbox }) };
}
