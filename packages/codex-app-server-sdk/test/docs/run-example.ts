import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { TestHome } from "../../src/testing/index.js";

export interface ExampleRun {
  args?: string[];
  /** What the user types. */
  input?: string;
  /** Further environment variables. */
  env?: Record<string, string>;
}

/** Runs an example as a user would, in a temporary home, and resolves with its output. */
export async function runExample(
  name: string,
  home: TestHome,
  { args = [], input = "", env = {} }: ExampleRun = {},
): Promise<string> {
  const file = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), file, ...args], {
    cwd: home.cwd,
    env: { ...process.env, ...home.env, ...env },
    timeout: 50_000,
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const exitCode = await ended;
  if (exitCode !== 0) throw new Error(`${name} exited with ${exitCode}:\n${stdout}${stderr}`);
  return stdout;
}
