import { createTestHome } from "../../testing/index.js";
import type { CheckContext, Verdict } from "./check.js";
import { explainSandbox } from "./explain-sandbox.js";
import { readHostFacts } from "./read-host-facts.js";
import { runCodex } from "./run-codex.js";

/** Whether commands can be run in Codex's sandbox, which on Linux is bubblewrap. */
export async function checkSandbox(context: CheckContext): Promise<Verdict> {
  if (context.os === "win32") {
    return { ok: true, message: "not tried: on Windows it may ask for an administrator" };
  }
  // A home of its own: it is the system that is asked, and not the user's settings.
  await using home = await createTestHome();
  const { cwd } = home;
  const { CODEX_HOME, TMPDIR } = home.env;
  const env = { ...context.env, CODEX_HOME, TMPDIR };
  const result = await runCodex(["sandbox", "true"], context, { env, cwd });
  if (result.exitCode === 0) return { ok: true, message: "a command ran in it" };
  return { ok: false, ...explainSandbox(result, await readHostFacts(), context) };
}
