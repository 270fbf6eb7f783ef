import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type UnpackedFile, unpackArchive } from "../archive/unpack-archive.js";
import type { Reporter } from "../reporter.js";
import type { Platform } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";

export interface NpmTreeOptions {
  tarball: string;
  /** Bytes of the tarball. */
  size: number;
  integrity: string | null;
  platform: Platform;
  /** A folder for the unpacked files, made here. */
  into: string;
  reporter: Reporter;
}

/** Unpacks an upstream npm tarball; its tree lies in `package/vendor/<target>`. */
export async function unpackNpmTree(
  options: NpmTreeOptions,
): Promise<{ root: string; files: UnpackedFile[]; integrity: string }> {
  const { tarball, size, integrity, platform, into, reporter } = options;
  await mkdir(into, { recursive: true });
  const progress = reporter.progress(`Unpacking ${platform.platform}`, size);
  try {
    const unpacked = await unpackArchive({ file: tarball, into, integrity, progress });
    const root = `package/vendor/${platform.target}`;
    const files = filesBelow(unpacked.files, root);
    if (files.length === 0) throw wrongTarget(unpacked.files, platform);
    return { root: join(into, root), files, integrity: unpacked.integrity };
  } finally {
    progress.done();
  }
}

/** The files below a folder, with paths relative to it. */
export function filesBelow(files: readonly UnpackedFile[], folder: string): UnpackedFile[] {
  const prefix = `${folder}/`;
  return files
    .filter(({ path }) => path.startsWith(prefix))
    .map((file) => ({ ...file, path: file.path.slice(prefix.length) }));
}

function wrongTarget(files: readonly UnpackedFile[], platform: Platform): ToolError {
  const targets = files.map(({ path }) => /^package\/vendor\/([^/]+)\//.exec(path)?.[1]);
  const found = [...new Set(targets.filter((target) => target !== undefined))].join(", ");
  return new ToolError(
    "check",
    `The package holds ${found ? `a runtime for ${found}` : "no package/vendor folder"}; ` +
      `${platform.platform} needs ${platform.target}`,
  );
}
