import type { ServerCommand } from "./server-command.js";

/**
 * Says what was missing when a program could not be started: the system blames the program also for
 * a working folder or an interpreter that is not there. The error keeps the system's code.
 */
export async function explainSpawnError(
  error: NodeJS.ErrnoException,
  command: Pick<ServerCommand, "command" | "cwd">,
): Promise<Error> {
  const why = (await folderProblem(command.cwd)) ?? (await interpreterProblem(error, command));
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

/** The program itself was found before. */
async function interpreterProblem(
  { code }: NodeJS.ErrnoException,
  { command }: Pick<ServerCommand, "command">,
): Promise<string | undefined> {
  if (code !== "ENOENT") return undefined;
  const line = await firstLine(command).catch(() => undefined);
  if (line === undefined) return undefined;
  return line.startsWith("#!")
    ? `the interpreter that its first line names is missing (${line})`
    : "the loader that it was linked for is missing";
}

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
