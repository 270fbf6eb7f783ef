import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { packPackage } from "./pack-package.js";

/** How large a package of this repository is by itself, in bytes. */
export interface PackageSize {
  /** What npm downloads for it. */
  download: number;
  /** The same on disk. */
  installed: number;
}

/** Packs a package, which must be built before, as it would be published. */
export async function measurePackage(name: string): Promise<PackageSize> {
  const folder = await mkdtemp(join(tmpdir(), "bench-sizes-"));
  try {
    const tarball = await readFile(await packPackage(name, folder));
    return { download: tarball.length, installed: gunzipSync(tarball).length };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
