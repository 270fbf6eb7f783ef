import { join } from "node:path";
import { runtimeFolder } from "../layout.js";
import { publishedPlatformManifest } from "../manifests/platform-manifest.js";
import type { StagedPlatform } from "../tree/inspect-tree.js";
import { licenseFiles } from "./license-files.js";
import { jsonFile, type PackageFile, type StagedPackage, textFile } from "./package-file.js";
import { platformReadme } from "./platform-readme.js";

/** The publishable package around a checked tree. */
export async function platformPackage(
  staged: StagedPlatform,
  licensesDir: string,
): Promise<StagedPackage> {
  const { manifest, platform, root } = staged;
  const treePaths = manifest.files.map(({ path }) => path.slice(runtimeFolder.length + 1));
  const { files: licenses, components } = await licenseFiles(treePaths, licensesDir);
  const runtime = manifest.files.map(({ path, size, mode }, index): PackageFile => {
    const file = join(root, treePaths[index] ?? path);
    return { path, mode: mode === 0o755 ? 0o755 : 0o644, content: { file, size, isMovable: true } };
  });
  return {
    kind: "platform",
    name: platform.packageName,
    version: manifest.version,
    locked: manifest.locked,
    files: [
      jsonFile("package.json", publishedPlatformManifest(platform, manifest.version)),
      jsonFile("codex-runtime.json", manifest),
      textFile("README.md", platformReadme({ platform, version: manifest.version, components })),
      ...licenses,
      ...runtime,
    ],
  };
}
