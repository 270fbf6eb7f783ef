import type { PackageKind } from "./package-kind.js";

/** One file of a package that is to be written or packed. */
export interface PackageFile {
  /** Path inside the package, with forward slashes. */
  path: string;
  mode: 0o644 | 0o755;
  content: Buffer | DiskFile;
}

export interface DiskFile {
  /** Absolute path. */
  file: string;
  size: number;
  /** Whether the file may be moved away instead of copied. */
  isMovable: boolean;
}

/** A complete package. Large files are on disk, the others in memory. */
export interface StagedPackage {
  kind: PackageKind;
  name: string;
  version: string;
  /** Whether all upstream files in it matched the lock. */
  locked: boolean;
  files: PackageFile[];
}

export function textFile(path: string, text: string): PackageFile {
  return { path, mode: 0o644, content: Buffer.from(text) };
}

export function jsonFile(path: string, value: object): PackageFile {
  return textFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

export function contentSize({ content }: PackageFile): number {
  return Buffer.isBuffer(content) ? content.length : content.size;
}
