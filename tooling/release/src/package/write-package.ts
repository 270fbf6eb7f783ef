import { chmod, copyFile, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PackageFile } from "./package-file.js";

/** Writes a package as a folder. Files get their stated modes, whatever the umask is. */
export async function writePackage(files: readonly PackageFile[], folder: string): Promise<void> {
  for (const file of files) {
    const target = join(folder, file.path);
    await mkdir(dirname(target), { recursive: true });
    await place(file, target);
    await chmod(target, file.mode);
  }
}

async function place({ content }: PackageFile, target: string): Promise<void> {
  if (Buffer.isBuffer(content)) return writeFile(target, content);
  return content.isMovable ? rename(content.file, target) : copyFile(content.file, target);
}
