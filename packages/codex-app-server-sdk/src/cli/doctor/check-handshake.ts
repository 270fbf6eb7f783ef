import { isCodexError } from "../../index.js";
import type { CheckContext, Verdict } from "./check.js";
import { otherBinary, quote } from "./fixes.js";
import { locateCodex } from "./locate-codex.js";
import { withCodex } from "./with-codex.js";

/** Whether the server starts with the user's own settings, and answers. */
export async function checkHandshake(context: CheckContext): Promise<Verdict> {
  try {
    const userAgent = await withCodex(context, async (codex) => (await codex.start()).userAgent);
    return { ok: true, message: `the server answers: ${userAgent}` };
  } catch (error) {
    if (!isCodexError(error)) throw error;
    return { ok: false, message: error.message, fix: await fixOf(context) };
  }
}

async function fixOf(context: CheckContext): Promise<string> {
  if (context.env.CODEX_PATH) return otherBinary(context);
  const command = `${quote(await locateCodex(context), context)} app-server`;
  return `see by hand what it says: ${command}`;
}
