import { explainTooLong } from "./explain-too-long.js";
import type { ServerCommand } from "./server-command.js";

/**
 * Says what was wrong when a program could not be started: the system blames the program also for a
 * working folder or an interpreter that is not there, and never says which part of the command is
 * too long. The error keeps the system's code, except for the latter, which is an `OptionsError`.
 */
export async function explainSpawnError(
  error: NodeJS.ErrnoException,
  command: ServerCommand,
): Promise<Error> {
  if (error.code === "E2BIG" || error.code === "ENAMETOOLONG") {
    return explainTooLong(command, error);
  }
  const why =
    error.code === "ERR_ACCESS_DENIED"
      ? "Node's permission model forbids to start programs; allow it with --allow-child-process"
      : ((await folderProblem(command.cwd)) ?? (await interpreterProblem(error, command)));
  if (why === undefined) return error;
  return Object.assign(new Error(why, { cause: error }), { code: error.code });
}

async function folderProblem(cwd: string | undefined): Promise<string | undefined> {
  if (cwd === undefined) return undefined;
  const { access, constants, stat } = await import("node:fs/promises");
  const folder = `its working folder ${cwd} (cwd)`;
  try {
    if (!(await stat(cwd)).isDirectory()) return `${folder} is not a folder`;
    await access(cwd, constants.X_OK);
    return undefined;
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return `${folder} ${isMissing ? "does not exist" : "can't be entered"}`;
  }
}

/** The program itself was found before, with the mode of a program. */
async function interpreterProblem(
  { code }: NodeJS.ErrnoException,
  { command }: ServerCommand,
): Promise<string | undefined> {
  const blame = code === undefined ? undefined : blames[code];
  if (blame === undefined) return undefined;
  const line = await firstLine(command).catch(() => undefined);
  if (line === undefined) return undefined;
  return line.startsWith("#!")
    ? `the interpreter that its first line names ${blame.interpreter} (${line})`
    : blame.program;
}

interface Blame {
  interpreter: string;
  program: string;
}

/** What the system means by an error code, when the program itself is in order. */
const blames: { readonly [code: string]: Blame | undefined } = {
  ENOENT: {
    interpreter: "is missing",
    program: "the loader that it was linked for is missing",
  },
  EACCES: {
    interpreter: "can't be executed",
    program:
      "a policy of the system forbids to execute it, though its mode allows it (SELinux, AppArmor, an endpoint scanner)",
  },
};

/** Enough for a path; a program that is no script may have no line end at all. */
const maxLineBytes = 256;

async function firstLine(path: string): Promise<string | undefined> {
  const { open } = await import("node:fs/promises");
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(maxLineBytes), 0, maxLineBytes, 0);
    return buffer.toString("utf8", 0, bytesRead).split("\n", 1)[0];
  } finally {
    await file.close();
  }
}
