import { type InspectedArchive, inspectArchive } from "../archive/inspect-archive.js";
import { parseManifest } from "../json/parse-manifest.js";
import { ToolError } from "../tool-error.js";

const manifestPath = "package/package.json";

/**
 * Reads the `package.json` in an npm tarball. npm takes the last one in any first folder, so a
 * tarball with files outside `package/`, or with two of one name, is refused.
 */
export async function readTarballManifest(file: string): Promise<Record<string, unknown>> {
  const inspected = await inspectArchive({ file, keep: [manifestPath] });
  checkInside(inspected, file);
  const text = inspected.kept.get(manifestPath);
  if (text === undefined) throw new ToolError("check", `${file} has no ${manifestPath}`);
  return parseManifest(text.toString("utf8"), `${manifestPath} in ${file}`);
}

/** Throws if a file is outside `package/`. */
export function checkInside({ files }: Pick<InspectedArchive, "files">, file: string): void {
  const outside = files.find(({ path }) => !path.startsWith("package/"));
  if (outside) throw new ToolError("check", `${file} has ${outside.path} outside package/`);
}
