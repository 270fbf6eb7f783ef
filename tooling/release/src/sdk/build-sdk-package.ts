import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { jsonFile, type StagedPackage } from "../package/package-file.js";
import { readPublishedManifest, readSourceFiles } from "../package/read-source-files.js";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";

const runtimeName = "openai-codex-cli-bin";

/** Builds the publishable SDK, which depends on exactly this version of the runtime. */
export async function buildSdkPackage(
  repository: Repository,
  runtimeVersion: string,
): Promise<StagedPackage> {
  const { sdkPackage: packageDir, root } = repository;
  const manifest = await readPublishedManifest(packageDir);
  const {
    name,
    version,
    files = [],
  } = manifest as { name: string; version: string; files?: string[] };
  const dependencies = pinDependency(manifest.dependencies, runtimeVersion);
  const license = await readFile(join(root, "LICENSE"));
  return {
    kind: "sdk",
    name,
    version,
    locked: true,
    files: [
      jsonFile("package.json", { ...manifest, dependencies }),
      { path: "LICENSE", mode: 0o644, content: license },
      ...(await readSourceFiles(packageDir, [...files, "README.md"])),
    ],
  };
}

/** Replaces `workspace:*` with the exact version; a range would allow other runtimes. */
function pinDependency(dependencies: unknown, runtimeVersion: string): Record<string, string> {
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
