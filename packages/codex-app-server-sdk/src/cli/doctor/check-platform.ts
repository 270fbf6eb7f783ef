import { platforms } from "openai-codex-cli-bin";
import type { CheckContext, Verdict } from "./check.js";

/** Whether there is a Codex for this system and processor. */
export async function checkPlatform({ os, cpu }: CheckContext): Promise<Verdict> {
  const found = platforms.find((platform) => platform.os === os && platform.cpu === cpu);
  if (found) return { ok: true, message: found.label };
  return {
    ok: false,
    message: `There is no Codex for ${os} on ${cpu}.`,
    fix: `use one of: ${platforms.map(({ label }) => label).join(", ")}`,
  };
}
