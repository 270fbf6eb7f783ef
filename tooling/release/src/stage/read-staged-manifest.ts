import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseRuntimeManifest, type RuntimeManifest } from "../runtime-package.js";

/** The description every platform package carries. */
export const runtimeManifestName = "codex-runtime.json";

/** The description of what a package folder holds; null when it holds none that can be read. */
export async function readStagedManifest(packageDir: string): Promise<RuntimeManifest | null> {
  const text = await readFile(join(packageDir, runtimeManifestName), "utf8").catch(() => "");
  const parsed = parseRuntimeManifest(text);
  return parsed.state === "ok" ? parsed.manifest : null;
}
