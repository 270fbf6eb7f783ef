/** One file of a package to be staged or packed. */
export interface PackageFile {
  /** Inside the package, with forward slashes. */
  path: string;
  mode: 0o644 | 0o755;
  content: Buffer | DiskFile;
}

export interface DiskFile {
  /** Absolute. */
  file: string;
  size: number;
  /** Whether the file may be moved away instead of copied. */
  isMovable: boolean;
}

/** A package, complete and in memory apart from its large files. */
export interface StagedPackage {
  kind: "platform" | "meta" | "sdk";
  name: string;
  version: string;
  /** Whether every upstream byte in it matched the lock. */
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
