import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { TestHome } from "../../src/testing/index.js";

export interface ScriptRun {
  args?: string[];
  /** What the user types. */
  input?: string;
  /** Further environment variables. */
  env?: Record<string, string>;
  /** Called with all of the output so far, whenever there is more. */
  seen?(output: string): void;
}

/** Runs a program in TypeScript in a temporary home, and resolves with its output. */
export async function runTypeScript(
  file: string,
  home: TestHome,
  { args = [], input = "", env = {}, seen }: ScriptRun = {},
): Promise<string> {
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), file, ...args], {
    cwd: home.cwd,
    env: { ...process.env, ...home.env, ...env },
    timeout: 50_000,
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  const [stdout, stderr] = await Promise.all([read(child.stdout, seen), text(child.stderr)]);
  const exitCode = await ended;
  if (exitCode !== 0) throw new Error(`${file} exited with ${exitCode}:\n${stdout}${stderr}`);
  return stdout;
}

async function read(stdout: Readable, seen: ScriptRun["seen"]): Promise<string> {
  let output = "";
  for await (const chunk of stdout.setEncoding("utf8")) {
    output += chunk;
    seen?.(output);
  }
  return output;
}
