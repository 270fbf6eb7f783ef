import { rm } from "node:fs/promises";
import { join } from "node:path";
import { packTarball } from "../package/pack-tarball.js";
import type { OpenedPackage } from "./open-package.js";

/** Packs the unpacked files again. If the tarball differs, it was not made by these tools. */
export async function findRepackProblems(
  { entry, root, files }: OpenedPackage,
  into: string,
): Promise<string[]> {
  const target = join(into, `again-${entry.file}`);
  const again = [...files.values()].map(({ path, size, mode }) => ({
    path,
    mode: mode === 0o755 ? (0o755 as const) : (0o644 as const),
    content: { file: join(root, path), size, isMovable: false },
  }));
  const { integrity, size, unpackedSize } = await packTarball(again, target);
  await rm(target);
  if (integrity !== entry.integrity) return ["does not come out the same when it is packed again"];
  const isStated = size === entry.size && unpackedSize === entry.unpackedSize;
  return isStated ? [] : ["has other sizes than release.json states"];
}
