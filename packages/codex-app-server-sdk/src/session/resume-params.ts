import type * as wire from "codex-app-server-sdk/protocol";
import { type Meaning, meaningBelow, meaningOf } from "../diagnostics/secret-names.js";
import type { ThreadRecord } from "../records/thread-record.js";

/**
 * Takes a thread up again with what the agent may do in it: a new process of the server has
 * forgotten that, and would go by the defaults. One that still has the thread ignores it.
 */
export function resumeParams({ id, settings, opening }: ThreadRecord): wire.ThreadResumeParams {
  const { approvalPolicy, approvalsReviewer, sandboxPolicy } = settings.safety;
  const { permissions, config } = opening;
  const sandbox = sandboxPolicy && modeOf(sandboxPolicy);
  return {
    threadId: id,
    excludeTurns: true,
    cwd: settings.cwd,
    approvalPolicy,
    approvalsReviewer,
    ...(permissions ? { permissions } : { sandbox }),
    ...(config && { config: withoutSecrets(config) }),
  };
}

/** The mode that allows no more than the policy; what it allows beyond that is set afterwards. */
function modeOf({ type }: wire.SandboxPolicy): wire.SandboxMode {
  if (type === "dangerFullAccess") return "danger-full-access";
  return type === "workspaceWrite" ? "workspace-write" : "read-only";
}

type Config = NonNullable<wire.ThreadResumeParams["config"]>;

/** Secrets go to the server with the call of the user and by no other way. */
function withoutSecrets(config: Config): Config {
  const kept = (value: unknown, meaning: Meaning): unknown => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value).flatMap(([key, entry]): [string, unknown][] => {
      const below = meaningBelow(meaning, key);
      return below === "secret" ? [] : [[key, kept(entry, below)]];
    });
    return Object.fromEntries(entries);
  };
  return kept(config, meaningOf("")) as Config;
}
