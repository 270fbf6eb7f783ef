import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { unpackArchive } from "../archive/unpack-archive.js";
import { parseManifest } from "../json/parse-manifest.js";
import type { ReleasePackage } from "../package/release.js";
import { ToolError } from "../tool-error.js";

export interface OpenedFile {
  path: string;
  size: number;
  sha256: string;
  mode: number;
}

/** An unpacked tarball of a release. Paths are relative to the package. */
export interface OpenedPackage {
  entry: ReleasePackage;
  root: string;
  files: ReadonlyMap<string, OpenedFile>;
  manifest: Record<string, unknown>;
}

/** Unpacks a tarball, which must have the integrity that `release.json` states. */
export async function openPackage({
  folder,
  entry,
  into,
}: {
  folder: string;
  entry: ReleasePackage;
  into: string;
}): Promise<OpenedPackage> {
  await mkdir(into, { recursive: true });
  const { files } = await unpackArchive({
    file: join(folder, entry.file),
    into,
    integrity: entry.integrity,
  });
  const outside = files.filter(({ path }) => !path.startsWith("package/"));
  if (outside.length > 0) {
    throw new ToolError("check", `${entry.file} has ${outside[0]?.path} outside package/`);
  }
  const inside = files.map((file) => ({ ...file, path: file.path.slice("package/".length) }));
  const unpacked = {
    entry,
    root: join(into, "package"),
    files: new Map(inside.map((file) => [file.path, file])),
  };
  const text = (await readOpened(unpacked, "package.json")).toString("utf8");
  return { ...unpacked, manifest: parseManifest(text, `package.json in ${entry.file}`) };
}

export async function readOpened(
  { root, files, entry }: Omit<OpenedPackage, "manifest">,
  path: string,
): Promise<Buffer> {
  if (files.has(path)) return readFile(join(root, path));
  throw new ToolError("check", `${entry.file} has no ${path}`);
}
