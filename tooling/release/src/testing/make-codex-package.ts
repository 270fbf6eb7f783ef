import { findPlatform } from "../runtime-package.js";
import { makeTarball, type TarballEntry } from "./make-tarball.js";
import { upstreamEntries } from "./temp-repository.js";

/** The entries of a release archive of Codex 1.2.3, with the tree below `top`. */
export function treeEntries(platform: string, top: string): TarballEntry[] {
  const prefix = `package/vendor/${findPlatform(platform).target}/`;
  return upstreamEntries(platform, "1.2.3")
    .filter(({ path }) => path.startsWith(prefix))
    .map((entry) => ({ ...entry, path: top + entry.path.slice(prefix.length) }));
}

/** The archive with these entries. */
export function makeCodexPackage(platform: string, top: string): Buffer {
  return makeTarball(treeEntries(platform, top));
}
