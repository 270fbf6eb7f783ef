import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { endOnInterrupt } from "../interruption.js";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";

/**
 * Runs the code generator. With `check` it writes nothing, and fails if the generated protocol is
 * out of date.
 */
export async function generateTypes(
  { codexPath, check }: { codexPath: string; check: boolean },
  { root }: Repository,
): Promise<void> {
  const script = join(root, "tooling", "codegen", "src", "cli.ts");
  const args = [
    "--import",
    "tsx",
    script,
    "generate",
    "--codex",
    codexPath,
    ...(check ? ["--check"] : []),
  ];
  // Its output goes to stderr, since stdout is only for results.
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", 2, 2] });
  const [code] = await once(endOnInterrupt(child), "exit");
  if (code === 0) return;
  const what = check ? "The generated protocol is out of date" : "Generating the protocol failed";
  throw new ToolError("check", `${what}: the code generator exited with code ${code}`);
}
