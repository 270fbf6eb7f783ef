import { pinnedVersion } from "openai-codex-cli-bin";
import type { CheckContext, Verdict } from "./check.js";
import { otherBinary } from "./fixes.js";
import { readVersion } from "./read-version.js";

/** Whether the binary is of the version that this package was made for. */
export async function checkVersion(context: CheckContext): Promise<Verdict> {
  const answer = await readVersion(context);
  const found = "version" in answer ? answer.version : `one that ${answer.problem}`;
  if (found === pinnedVersion) return { ok: true, message: `${found}, the pinned one` };
  return {
    ok: false,
    message: `The binary is Codex ${found}, while this package was made for ${pinnedVersion}.`,
    fix: otherBinary(context),
  };
}
