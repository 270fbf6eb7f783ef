import { execFile } from "node:child_process";
import {
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { extract } from "tar";

const run = promisify(execFile);
const packageFolder = fileURLToPath(new URL("../../", import.meta.url));
const repository = join(packageFolder, "../..");
const platform = `openai-codex-cli-bin-${process.platform}-${process.arch}`;

/** A project of a user, who has installed this package as it would be published. */
export interface UsersProject {
  readonly folder: string;
  /** The folder of this package in it. */
  readonly sdk: string;
  /** Removes it. */
  dispose(): Promise<void>;
}

/**
 * Packs this package and unpacks it into the `node_modules` of a new project, where the platform
 * package and these libraries are linked.
 */
export async function makeUsersProject(libraries: readonly string[] = []): Promise<UsersProject> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "users project ")));
  const modules = join(folder, "node_modules");
  const sdk = join(modules, "codex-app-server-sdk");
  await mkdir(modules);
  await writeFile(join(folder, "package.json"), '{ "type": "module", "private": true }\n');
  await extract({ file: await pack(folder), cwd: folder });
  await rename(join(folder, "package"), sdk);
  await symlink(
    join(repository, "packages/platforms", platform.slice(21)),
    join(modules, platform),
    "junction",
  );
  for (const name of libraries) {
    const link = join(modules, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(packageFolder, "node_modules", name), link, "junction");
  }
  return { folder, sdk, dispose: () => rm(folder, { recursive: true, force: true }) };
}

/** Packs this package as it would be published. */
async function pack(folder: string): Promise<string> {
  const destination = join(folder, "packed");
  const pnpm = join(repository, "node_modules/pnpm/bin/pnpm.cjs");
  await run(process.execPath, [pnpm, "pack", "--pack-destination", destination], {
    cwd: packageFolder,
  });
  const [file = ""] = await readdir(destination);
  return join(destination, file);
}
