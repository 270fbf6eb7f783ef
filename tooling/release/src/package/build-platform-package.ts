import { join } from "node:path";
import { buildPublishedPlatformManifest } from "../manifests/build-platform-manifest.js";
import { runtimeFolder } from "../runtime-folder.js";
import type { InspectedTree } from "../tree/inspect-tree.js";
import { collectLicenseFiles } from "./collect-license-files.js";
import { jsonFile, type PackageFile, type StagedPackage, textFile } from "./package-file.js";
import { renderPlatformReadme } from "./render-platform-readme.js";
import { renderSbom, sbomName } from "./render-sbom.js";

/** Builds the publishable package that contains an inspected tree. */
export async function buildPlatformPackage(
  staged: InspectedTree,
  licensesDir: string,
): Promise<StagedPackage> {
  const { manifest, platform, root } = staged;
  const { version } = manifest;
  const treePaths = manifest.files.map(({ path }) => path.slice(runtimeFolder.length + 1));
  const { files: licenses, components } = await collectLicenseFiles(treePaths, licensesDir);
  const runtime = manifest.files.map(({ path, size, mode }, index): PackageFile => {
    const file = join(root, treePaths[index] ?? path);
    return { path, mode: mode === 0o755 ? 0o755 : 0o644, content: { file, size, isMovable: true } };
  });
  return {
    kind: "platform",
    name: platform.packageName,
    version,
    locked: manifest.locked,
    files: [
      jsonFile("package.json", buildPublishedPlatformManifest(platform, { version, treePaths })),
      jsonFile("codex-runtime.json", manifest),
      textFile(sbomName, renderSbom(platform, manifest)),
      textFile("README.md", renderPlatformReadme({ platform, version, components })),
      ...licenses,
      ...runtime,
    ],
  };
}
