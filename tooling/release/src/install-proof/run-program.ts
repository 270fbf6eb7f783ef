import { execFile } from "node:child_process";
import { endOnInterrupt } from "../interruption.js";

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

/** Runs a program until it exits. Resolves whatever the exit code is; a time-out is a failure. */
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
    endOnInterrupt(child);
    // Nobody answers if the program asks a question.
    child.stdin?.end();
  });
}

/** An environment without any of the user's settings except where programs are found. */
export function createBareEnv(home: string): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, ComSpec, TEMP, TMP, TMPDIR } = process.env;
  const system = { PATH, SystemRoot, ComSpec, TEMP, TMP, TMPDIR };
  const isSet = ([, value]: [string, unknown]): boolean => value !== undefined;
  const kept = Object.fromEntries(Object.entries(system).filter(isSet));
  return { ...kept, HOME: home, USERPROFILE: home, CI: "true", NO_COLOR: "1" };
}
