import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { jsonFile, type StagedPackage } from "../package/package-file.js";
import { publishedManifest, sourceFiles } from "../package/source-files.js";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";

const runtimeName = "openai-codex-cli-bin";

/** The publishable SDK, which depends on exactly this version of the runtime. */
export async function sdkPackage(
  repository: Repository,
  runtimeVersion: string,
): Promise<StagedPackage> {
  const { sdkPackage: packageDir, root } = repository;
  const manifest = await publishedManifest(packageDir);
  const {
    name,
    version,
    files = [],
  } = manifest as { name: string; version: string; files?: string[] };
  const dependencies = pinRuntime(manifest.dependencies, runtimeVersion);
  const license = await readFile(join(root, "LICENSE"));
  return {
    kind: "sdk",
    name,
    version,
    locked: true,
    files: [
      jsonFile("package.json", { ...manifest, dependencies }),
      { path: "LICENSE", mode: 0o644, content: license },
      ...(await sourceFiles(packageDir, [...files, "README.md"])),
    ],
  };
}

/** `workspace:*` becomes the exact version: a range would let another runtime slip in. */
function pinRuntime(dependencies: unknown, runtimeVersion: string): Record<string, string> {
  const declared = dependencies as Record<string, string> | undefined;
  if (declared?.[runtimeName] !== "workspace:*") {
    throw new ToolError("check", `The SDK has to depend on ${runtimeName} as workspace:*`);
  }
  const others = Object.entries(declared).filter(([, range]) => range.startsWith("workspace:"));
  if (others.length > 1) {
    throw new ToolError(
      "check",
      `The SDK depends on unpublished packages: ${others.map(([name]) => name).join(", ")}`,
    );
  }
  return { ...declared, [runtimeName]: runtimeVersion };
}
