import { platforms } from "openai-codex-cli-bin";
import type { CheckContext, Verdict } from "./check.js";

/** Whether there is a Codex for this system and processor. */
export async function checkPlatform({ os, cpu, env }: CheckContext): Promise<Verdict> {
  const found = platforms.find((platform) => platform.os === os && platform.cpu === cpu);
  if (found) return { ok: true, message: `${found.label}, Node ${process.versions.node}` };
  if (env.CODEX_PATH) {
    return { ok: true, message: `no Codex is published for ${os} on ${cpu}; CODEX_PATH names one` };
  }
  return {
    ok: false,
    message: `No Codex is published for ${os} on ${cpu}.`,
    fix: `use one of ${platforms.map(({ label }) => label).join(", ")}, or build Codex yourself and name it in CODEX_PATH`,
  };
}
