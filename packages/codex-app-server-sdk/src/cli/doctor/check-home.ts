import { mkdtemp, rmdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { absolutePath } from "../../options/absolute-path.js";
import type { CheckContext, Verdict } from "./check.js";
import { quote, unset } from "./fixes.js";

/** The folder in which Codex keeps its settings, logins and threads. */
export function codexHomeOf({ env }: Pick<CheckContext, "env">): string {
  const { CODEX_HOME: given, HOME, USERPROFILE } = env;
  if (given) return absolutePath(given, "CODEX_HOME");
  return join((process.platform === "win32" ? USERPROFILE : HOME) || homedir(), ".codex");
}

/** Whether Codex can keep its files where they belong. */
export async function checkHome(context: CheckContext): Promise<Verdict> {
  const home = codexHomeOf(context);
  const found = await stat(home).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) return explainUnfound(found, home, context);
  if (!found.isDirectory()) {
    return { ok: false, message: `${home} is no folder.`, fix: otherHome(home, context) };
  }
  return (await explainUnwritable(home, home, context)) ?? { ok: true, message: home };
}

async function explainUnfound(
  { code, message }: NodeJS.ErrnoException,
  home: string,
  context: CheckContext,
): Promise<Verdict> {
  if (code !== "ENOENT") {
    return {
      ok: false,
      message: `${home} can't be read: ${message}.`,
      fix: otherHome(home, context),
    };
  }
  if (context.env.CODEX_HOME) {
    const fix = context.os === "win32" ? "mkdir" : "mkdir -p";
    return {
      ok: false,
      message: `CODEX_HOME is ${home}, which does not exist.`,
      fix: `${fix} ${quote(home, context)}`,
    };
  }
  const unwritable = await explainUnwritable(dirname(home), home, context);
  return unwritable ?? { ok: true, message: `${home}, which the first start will make` };
}

/** Tries it, because rights do not tell of everything that may be in the way. */
async function explainUnwritable(
  folder: string,
  home: string,
  context: CheckContext,
): Promise<Verdict | undefined> {
  try {
    await rmdir(await mkdtemp(join(folder, ".doctor-")));
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isOwn = (await stat(folder)).uid === process.getuid?.();
    const fix =
      code === "EACCES" && isOwn
        ? `chmod u+rwx ${quote(folder, context)}`
        : otherHome(home, context);
    return { ok: false, message: `${folder} can't be written to: ${message}.`, fix };
  }
}

function otherHome(home: string, context: CheckContext): string {
  return context.env.CODEX_HOME
    ? `${unset("CODEX_HOME", context)} (then ~/.codex is used), or set it to a folder that can be written to`
    : `make ${home} a folder that can be written to, or name another one in CODEX_HOME`;
}
