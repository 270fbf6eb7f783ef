import type { CheckContext, Verdict } from "./check.js";
import { codexHomeOf } from "./check-home.js";
import { type ConfigProblem, findConfigProblem } from "./config-problem.js";
import { quote } from "./fixes.js";
import { locateCodex } from "./locate-codex.js";
import { runCodex } from "./run-codex.js";

/** Whether Codex can read its settings. A server would start all the same, and ignore them. */
export async function checkConfig(context: CheckContext): Promise<Verdict> {
  const { stderr, isLate } = await runCodex(["login", "status"], context);
  if (isLate) {
    return {
      ok: false,
      message: `Codex has not read its settings within ${context.stepMs} ms.`,
      fix: `see by hand what keeps it: ${quote(await locateCodex(context), context)} login status`,
    };
  }
  const problem = findConfigProblem(stderr);
  if (problem) return explain(problem, context);
  return { ok: true, message: `what there is below ${codexHomeOf(context)} can be read` };
}

function explain({ file, line, column, reason }: ConfigProblem, context: CheckContext): Verdict {
  if (file === undefined) {
    const message = `The settings can't be used: ${reason}.`;
    return { ok: false, message, fix: `mend it in config.toml in ${codexHomeOf(context)}` };
  }
  const move = context.os === "win32" ? "move" : "mv";
  const aside = `${move} ${quote(file, context)} ${quote(`${file}.broken`, context)}`;
  return {
    ok: false,
    message: `${file} can't be used: line ${line}, column ${column}: ${reason}.`,
    fix: `mend line ${line} of it, or set it aside: ${aside}`,
  };
}
