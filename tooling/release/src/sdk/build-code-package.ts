import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { jsonFile, type StagedPackage } from "../package/package-file.js";
import { packageNames } from "../package/package-kind.js";
import { readPublishedManifest, readSourceFiles } from "../package/read-source-files.js";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";

/** A package of this repository's own code. */
export interface CodePackage {
  kind: "sdk" | "workers";
  packageDir: string;
  /** The package of the same release that it depends on, and its version. */
  pin: { name: string; version: string };
}

/** Builds a publishable package, which depends on exactly this version of the one before it. */
export async function buildCodePackage(
  { root }: Repository,
  { kind, packageDir, pin }: CodePackage,
): Promise<StagedPackage> {
  const manifest = await readPublishedManifest(packageDir);
  const { version, files = [] } = manifest as { version: string; files?: string[] };
  const name = packageNames[kind];
  const dependencies = pinDependency(manifest.dependencies, pin, name);
  const license = await readFile(join(root, "LICENSE"));
  return {
    kind,
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

/** Replaces `workspace:*` with the exact version; a range would allow what nobody has tested. */
function pinDependency(
  dependencies: unknown,
  pin: CodePackage["pin"],
  owner: string,
): Record<string, string> {
  const declared = dependencies as Record<string, string> | undefined;
  if (declared?.[pin.name] !== "workspace:*") {
    throw new ToolError("check", `${owner} has to depend on ${pin.name} as workspace:*`);
  }
  const others = Object.entries(declared).filter(([, range]) => range.startsWith("workspace:"));
  if (others.length > 1) {
    throw new ToolError(
      "check",
      `${owner} depends on unpublished packages: ${others.map(([name]) => name).join(", ")}`,
    );
  }
  return { ...declared, [pin.name]: pin.version };
}
