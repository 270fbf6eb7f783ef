import type { CheckContext } from "./check.js";

type Os = Pick<CheckContext, "os">;

/** Writes a path as one word of the shell that people have. */
export function quote(path: string, { os }: Os): string {
  if (os === "win32") return `"${path}"`;
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The command that takes a variable out of the environment. */
export function unset(name: string, { os }: Os): string {
  return os === "win32" ? `set ${name}=` : `unset ${name}`;
}

/** The command that sets a variable for the programs that are started from here on. */
export function assign(name: string, value: string, { os }: Os): string {
  return os === "win32" ? `set ${name}=${value}` : `export ${name}=${value}`;
}

/** What to do when the binary itself is not what it should be. */
export function otherBinary({ env, os }: Os & Pick<CheckContext, "env">): string {
  return env.CODEX_PATH
    ? unset("CODEX_PATH", { os })
    : "install codex-app-server-sdk again, in the project's folder";
}
