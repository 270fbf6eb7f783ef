import { exec } from "node:child_process";
import { readFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { describeError } from "../describe-error.js";
import { endOnInterrupt } from "../interruption.js";
import { asRecord } from "../json/is-record.js";
import { parseManifest } from "../json/parse-manifest.js";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";

const execute = promisify(exec);

/** Runs the `build` script of a package's manifest in its folder. */
export async function buildPackage(packageDir: string, { root }: Repository): Promise<void> {
  const file = join(packageDir, "package.json");
  const { name, scripts } = parseManifest(await readFile(file, "utf8"), file);
  const { build } = asRecord(scripts);
  if (typeof build !== "string") throw new ToolError("check", `${file} has no build script`);
  const options = { cwd: packageDir, env: buildEnv(root), maxBuffer: 64 * 1024 * 1024 };
  const building = execute(build, options);
  endOnInterrupt(building.child);
  await building.catch((cause: unknown) => {
    const { stdout, stderr } = asRecord(cause);
    const reason = `${stdout ?? ""}${stderr ?? ""}`.trim() || describeError(cause);
    throw new ToolError("check", `${name} does not build: ${reason}`, { cause });
  });
}

/** Only what finds programs and folders: no setting of the user's may change what is built. */
function buildEnv(root: string): NodeJS.ProcessEnv {
  const { PATH, HOME, USERPROFILE, SystemRoot, ComSpec, TEMP, TMP, TMPDIR } = process.env;
  const programs = [join(root, "node_modules", ".bin"), dirname(process.execPath), PATH ?? ""];
  const system = { HOME, USERPROFILE, SystemRoot, ComSpec, TEMP, TMP, TMPDIR };
  return { ...system, PATH: programs.join(delimiter), NO_COLOR: "1", CI: "true" };
}
