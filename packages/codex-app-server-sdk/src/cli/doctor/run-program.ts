import { type ChildProcess, spawn } from "node:child_process";
import { onAbort } from "../../async/on-abort.js";
import { startTimer } from "../../async/start-timer.js";

/** How a program ended, and the first part of what it wrote. */
export interface ProgramResult {
  /** Null when it was ended from outside. */
  readonly exitCode: number | null;
  readonly isLate: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Ends the program and rejects. */
  readonly signal: AbortSignal;
  /** Ends the program after so many milliseconds; the result is then late. */
  readonly limitMs: number;
}

/** How much of each output is kept. */
const maxLength = 10_000;

const isWindows = process.platform === "win32";

/** Runs a program without input. It ends with all that it has started, whatever happens. */
export async function runProgram(
  [command, ...args]: readonly [string, ...string[]],
  { env, cwd, signal, limitMs }: ProgramOptions,
): Promise<ProgramResult> {
  // Its own group, so that what it starts can be ended with it.
  const stdio = ["ignore", "pipe", "pipe"] as const;
  const child = spawn(command, args, { env, cwd, stdio: [...stdio], detached: !isWindows });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  let isLate = false;
  const timer = startTimer(() => {
    isLate = true;
    kill(child);
  }, limitMs);
  try {
    const exitCode = await endOf(child, signal);
    return { exitCode, isLate, stdout: stdout(), stderr: stderr() };
  } finally {
    clearTimeout(timer);
    kill(child);
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}

function endOf(child: ChildProcess, signal: AbortSignal): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const forget = onAbort(signal, (reason) => {
      kill(child);
      reject(reason);
    });
    child.once("error", reject);
    // Not `close`: what the program has started may keep its output open.
    child.once("exit", (code) => setImmediate(() => resolve(code)));
    child.once("close", () => forget());
  });
}

function kill(child: ChildProcess): void {
  try {
    if (child.pid === undefined) return;
    if (isWindows) child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // All of them have ended.
  }
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = "";
  stream?.setEncoding("utf8").on("data", (chunk: string) => {
    if (text.length < maxLength) text += chunk;
  });
  return () => text;
}
