import type { CheckContext, Verdict } from "./check.js";
import { otherBinary } from "./fixes.js";
import { locateCodex } from "./locate-codex.js";
import { readVersion } from "./read-version.js";

/** Whether the binary can be run here, and is Codex. */
export async function checkExecutable(context: CheckContext): Promise<Verdict> {
  const answer = await readVersion(context);
  if ("version" in answer) return { ok: true, message: `it runs, and is Codex ${answer.version}` };
  const path = await locateCodex(context);
  return { ok: false, message: `${path} ${answer.problem}.`, fix: otherBinary(context) };
}
