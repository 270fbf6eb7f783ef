import { execFile } from "node:child_process";

export interface ProgramRun {
  code: number;
  stdout: string;
  stderr: string;
}

const limits = {
  timeout: 180_000,
  killSignal: "SIGKILL",
  maxBuffer: 64 * 1024 * 1024,
} as const;

/** Runs a program to its end. Resolves whatever its exit code; a time-out counts as a failure. */
export function runProgram(
  [command = "", ...args]: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<ProgramRun> {
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd, env, ...limits }, (error, stdout, stderr) => {
      const code = error ? (child.exitCode ?? 1) || 1 : 0;
      resolve({
        code,
        stdout,
        stderr: stderr || (error && child.exitCode === null ? error.message : ""),
      });
    });
    // Nothing is there to answer a question.
    child.stdin?.end();
  });
}

/** An environment of which a client can take nothing but where its programs are. */
export function createBareEnv(home: string): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, ComSpec, TEMP, TMP, TMPDIR } = process.env;
  const system = { PATH, SystemRoot, ComSpec, TEMP, TMP, TMPDIR };
  const isSet = ([, value]: [string, unknown]): boolean => value !== undefined;
  const kept = Object.fromEntries(Object.entries(system).filter(isSet));
  return { ...kept, HOME: home, USERPROFILE: home, CI: "true", NO_COLOR: "1" };
}
