import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Repository } from "../repository.js";
import { platforms } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { collectLicenseFiles } from "./collect-license-files.js";
import { jsonFile, type StagedPackage } from "./package-file.js";
import { readPublishedManifest, readSourceFiles } from "./read-source-files.js";

const launcher = "bin/openai-codex-cli-bin.js";

/**
 * Builds the publishable meta package, which depends on the six platform packages in exactly this
 * version.
 */
export async function buildMetaPackage(
  repository: Repository,
  version: string,
): Promise<StagedPackage> {
  const { metaPackage: packageDir, licenses, root } = repository;
  const names = ["bin", "dist", "codex-runtime.lock.json", "README.md"];
  const files = await readSourceFiles(packageDir, names, [launcher]);
  await checkBuild(packageDir, version);
  const optionalDependencies = Object.fromEntries(
    platforms.map(({ packageName }) => [packageName, version]),
  );
  const manifest = { ...(await readPublishedManifest(packageDir)), version, optionalDependencies };
  const notice = (await collectLicenseFiles(["codex-package.json"], licenses)).files.find(
    ({ path }) => path === "NOTICE",
  );
  const license = await readFile(join(root, "LICENSE"));
  return {
    kind: "meta",
    name: "openai-codex-cli-bin",
    version,
    locked: true,
    files: [
      jsonFile("package.json", manifest),
      { path: "LICENSE", mode: 0o644, content: license },
      ...(notice ? [notice] : []),
      ...files,
    ],
  };
}

/** Throws if `dist` is older than the pin: it would look for another version. */
async function checkBuild(packageDir: string, version: string): Promise<void> {
  const entry = join(packageDir, "dist", "index.js");
  const built: { pinnedVersion?: string } = await import(pathToFileURL(entry).href);
  if (built.pinnedVersion === version) return;
  throw new ToolError(
    "check",
    `${entry} was built for Codex ${built.pinnedVersion}, not ${version}. ` +
      "Build it again: npm run build",
  );
}
