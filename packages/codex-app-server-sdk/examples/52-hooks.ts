// Which hooks there are for this folder, and why one may not run.
import { Codex } from "codex-app-server-sdk";
import type * as wire from "codex-app-server-sdk/protocol";

const codex = new Codex();
try {
  const { data } = await codex.request("hooks/list", { cwds: [process.cwd()] });
  for (const { hooks, warnings, errors } of data) {
    for (const hook of hooks) console.log(`${hook.eventName}: ${whyNot(hook) ?? "runs"}`);
    for (const warning of warnings) console.log(`warning: ${warning}`);
    for (const { path, message } of errors) console.log(`${path}: ${message}`);
  }
} finally {
  await codex.close();
}

/** Why a hook does not run: nobody has reviewed it, or it is not what was reviewed. */
function whyNot({ enabled, trustStatus }: wire.HookMetadata): string | undefined {
  if (!enabled) return "is switched off";
  if (trustStatus === "untrusted") return "does not run before you trust it (/hooks in codex)";
  return trustStatus === "modified" ? "has changed since you trusted it" : undefined;
}
