import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Repository } from "../repository.js";
import { platforms } from "../runtime-package.js";
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
