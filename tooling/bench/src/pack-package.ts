import { execFile } from "node:child_process";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** Packs a package of the workspace as it would be published, alone into a folder. */
export async function packPackage(name: string, folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const pnpm = join(repository, "node_modules/pnpm/bin/pnpm.cjs");
  await promisify(execFile)(process.execPath, [pnpm, "pack", "--pack-destination", folder], {
    cwd: join(repository, "packages", name),
  });
  const [tarball] = await readdir(folder);
  if (tarball === undefined) throw new Error(`pnpm pack made nothing of ${name}.`);
  return join(folder, tarball);
}
