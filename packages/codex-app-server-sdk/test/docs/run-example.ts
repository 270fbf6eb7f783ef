import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TestHome } from "../../src/testing/index.js";

/** Runs an example as a user would, in a throw-away home, and resolves with what it printed. */
export async function runExample(
  name: string,
  home: TestHome,
  args: string[] = [],
): Promise<string> {
  const file = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), file, ...args],
    { cwd: home.cwd, env: { ...process.env, ...home.env }, timeout: 50_000 },
  );
  return stdout;
}
