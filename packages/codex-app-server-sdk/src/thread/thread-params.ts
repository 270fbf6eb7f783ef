import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import type { Handlers } from "../handlers/handlers.js";
import { isGiven } from "../options/option-rules.js";
import type { SplitOptions } from "../options/own-options.js";
import { type Presets, threadPresets } from "../options/presets.js";
import type { CommonThreadOptions } from "../options/thread-options.js";

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
  const asks = approving.some((name) => handlers[name] !== undefined);
  return openParams({ own: { ...own, approvalMode: asks ? "ask" : "auto-review" }, sent });
}

/** The handlers that decide on what the agent may do. */
const approving = [
  "commandApproval",
  "fileChangeApproval",
  "permissionsApproval",
  "mcpToolApproval",
] as const satisfies readonly (keyof Handlers)[];

/** Makes the params of `thread/resume` and `thread/fork`. Only what was asked for is sent. */
export function openParams<S extends SplitOptions<"thread/fork" | "thread/start">["sent"]>({
  own: { approvalMode, sandbox, askUser },
  sent,
}: {
  own: Presets & Pick<CommonThreadOptions, "askUser">;
  sent: S;
}): S & ReturnType<typeof threadPresets> {
  const params = { ...sent, ...threadPresets({ ...sent, approvalMode, sandbox }) };
  return askUser === undefined ? params : { ...params, config: withQuestions(sent, askUser) };
}

/** The setting without which the model can ask nothing outside plan mode. */
const questions = "features.default_mode_request_user_input";

function withQuestions(
  { config }: Pick<wire.ThreadStartParams, "config">,
  askUser: boolean,
): object {
  const said = config?.[questions];
  if (said !== undefined && said !== askUser) {
    throw new OptionsError(`askUser is ${askUser} and config has ${questions}: give one of them.`);
  }
  return { ...config, [questions]: askUser };
}
