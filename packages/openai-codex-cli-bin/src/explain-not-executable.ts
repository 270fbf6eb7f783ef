import { type Stats, statSync } from "node:fs";
import { chmodCommand } from "./chmod-command.js";
import { CodexRuntimeError, type CodexRuntimeProblem } from "./codex-runtime-error.js";
import { findNoexecMount } from "./find-noexec-mount.js";
import { quote } from "./shell.js";
import { unreadable } from "./unreadable.js";

/**
 * Makes the error for a file that the system refuses to execute: `NOT_EXECUTABLE` with the reason,
 * which is the file's mode, a file system mounted `noexec`, or a policy of the system; `UNREADABLE`
 * when not even that can be found out. `cause` is the system's error. `others` are further files
 * that are refused with it, which the fix mends as well.
 */
export function explainNotExecutable(
  path: string,
  cause: unknown,
  others: readonly string[] = [],
): CodexRuntimeError {
  try {
    const problem = problemOf([path, ...others], statSync(path), cause as Error);
    return new CodexRuntimeError("NOT_EXECUTABLE", problem, { cause });
  } catch (error) {
    return unreadable(path, error);
  }
}

function problemOf(paths: [string, ...string[]], stat: Stats, cause: Error): CodexRuntimeProblem {
  const [path] = paths;
  const mode = (stat.mode & 0o777).toString(8);
  const start = `The Codex runtime cannot be executed: ${path}`;
  const lookedFor = `${path} with mode 755`;
  const fix = chmodCommand(paths);
  if ((stat.mode & 0o111) === 0) {
    return { summary: `${start} has no executable bit.`, lookedFor, found: `mode ${mode}`, fix };
  }
  const mount = findNoexecMount(path);
  if (mount !== undefined) return onNoexecMount(start, mount);
  if (!mayExecute(stat)) {
    return {
      summary: `${start} is not executable for the user of this process.`,
      lookedFor,
      found: `mode ${mode}, owner ${stat.uid}, while this process runs as user ${process.getuid?.()}`,
      fix: `as its owner: ${fix}`,
    };
  }
  return {
    summary: `${start} is refused by a policy of the system.`,
    lookedFor: "leave to execute it",
    found: `${cause.message}, in spite of mode ${mode}`,
    fix: "allow it where programs are restricted (SELinux, AppArmor, an endpoint scanner, a sandbox), or put the program into a folder that it trusts",
  };
}

function onNoexecMount(start: string, mount: string): CodexRuntimeProblem {
  return {
    summary: `${start} is on a file system that is mounted noexec.`,
    lookedFor: "a file system from which programs can be executed",
    found: `${mount} is mounted noexec`,
    fix: `install into a folder outside ${mount}, or allow programs there: mount -o remount,exec ${quote(mount)}`,
  };
}

/** By the bits for this user alone. */
function mayExecute({ mode, uid, gid }: Stats): boolean {
  const user = process.geteuid?.();
  if (user === 0) return true;
  if (user === uid) return (mode & 0o100) !== 0;
  const isInGroup = process.getegid?.() === gid || process.getgroups?.().includes(gid);
  return (mode & (isInGroup ? 0o010 : 0o001)) !== 0;
}
