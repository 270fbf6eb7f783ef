import { verifyCodexRuntime } from "openai-codex-cli-bin";
import type { CheckContext, Verdict } from "./check.js";
import { explainRuntimeError } from "./explain-runtime-error.js";

/** Whether the pinned package has the bytes that it was published with. */
export async function checkVerified({ env }: CheckContext): Promise<Verdict> {
  if (env.CODEX_PATH) {
    return { ok: true, message: "not compared with the lock, because CODEX_PATH names another" };
  }
  try {
    const { version } = await verifyCodexRuntime({ env });
    return { ok: true, message: `every file is as the lock of Codex ${version} says` };
  } catch (error) {
    const verdict = explainRuntimeError(error);
    if (verdict) return verdict;
    throw error;
  }
}
