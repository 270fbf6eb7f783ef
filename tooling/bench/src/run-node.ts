import { execFile } from "node:child_process";
import { promisify } from "node:util";

const timeoutMs = 60_000;

/** Runs a module's text in a new Node process and parses the JSON that it prints. */
export async function runNode(code: string, cwd: string): Promise<unknown> {
  const args = ["--input-type=module", "--eval", code];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, timeout: timeoutMs });
  return JSON.parse(stdout);
}
