import { RuntimeNotFoundError } from "../../index.js";
import type { CheckContext, Verdict } from "./check.js";
import { explainRuntimeError } from "./explain-runtime-error.js";
import { otherBinary } from "./fixes.js";
import { locateCodex } from "./locate-codex.js";

/** Whether the binary is there, whole as far as its size tells, and may be executed. */
export async function checkBinary(context: CheckContext): Promise<Verdict> {
  try {
    const path = await locateCodex(context);
    const origin = context.env.CODEX_PATH ? "CODEX_PATH" : "the pinned package";
    return { ok: true, message: `${path} (${origin})` };
  } catch (error) {
    if (!(error instanceof RuntimeNotFoundError)) throw error;
    return explainRuntimeError(error.cause) ?? unfound(error, context);
  }
}

function unfound({ message }: Error, context: CheckContext): Verdict {
  return { ok: false, message, fix: otherBinary(context) };
}
