import { readFileSync } from "node:fs";

/**
 * Whether it is a package of this repository's workspace: those are private, published ones not.
 */
export function isPrivatePackage(manifestPath: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(manifestPath, "utf8")) as { private?: unknown };
    return manifest.private === true;
  } catch {
    // Without a readable manifest it is not a checkout.
    return false;
  }
}
