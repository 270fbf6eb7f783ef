import { join } from "node:path";
import { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import type { Release } from "../package/release.js";

/** Starts a registry on this machine that serves the packages of a release from its folder. */
export async function serveRelease(
  { packages }: Pick<Release, "packages">,
  folder: string,
): Promise<LoopbackRegistry> {
  const registry = await LoopbackRegistry.start();
  for (const { file, tag } of packages) await registry.addTarball(join(folder, file), { tag });
  return registry;
}
