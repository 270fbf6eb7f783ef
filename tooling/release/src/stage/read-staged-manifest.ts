import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseRuntimeManifest, type RuntimeManifest } from "../runtime-package.js";

/** The file in every platform package that describes its runtime. */
export const runtimeManifestName = "codex-runtime.json";

/** Reads the `codex-runtime.json` of a package folder; null if there is none that can be read. */
export async function readStagedManifest(packageDir: string): Promise<RuntimeManifest | null> {
  const text = await readFile(join(packageDir, runtimeManifestName), "utf8").catch(() => "");
  const parsed = parseRuntimeManifest(text);
  return parsed.state === "ok" ? parsed.manifest : null;
}
