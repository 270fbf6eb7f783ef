import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pinnedVersion } from "../src/pinned-version.js";
import { findPlatform, platforms } from "../src/platforms.js";
import type { RuntimeManifest } from "../src/runtime-manifest.js";

export interface Installation extends AsyncDisposable {
  /** Folder of the project that has the `node_modules`. */
  root: string;
  resolve(specifier: string): string;
  packageDir(platform: string): string;
}

/** Makes a project of npm whose lock file names everything, and with nothing installed. */
export async function createInstallation(): Promise<Installation> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "installed-test-")));
  await writeFile(join(root, "package-lock.json"), lockText);
  return {
    root,
    resolve: (specifier) => resolveIn(join(root, "node_modules"), specifier),
    packageDir: (platform) => join(root, "node_modules", findPlatform(platform).packageName),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** What a lock file of any package manager contains. */
export const lockText = JSON.stringify([
  "openai-codex-cli-bin",
  ...platforms.map(({ packageName }) => packageName),
]);

/**
 * Resolves in this folder only. Node's own resolution also looks further up and into NODE_PATH,
 * which test runners may set.
 */
function resolveIn(folder: string, specifier: string): string {
  const file = join(folder, specifier);
  if (existsSync(file)) return file;
  throw Object.assign(new Error(`Cannot find module ${specifier}`), { code: "MODULE_NOT_FOUND" });
}

export interface InstalledPlatform {
  platform?: string;
  /** Fields of `codex-runtime.json` to replace. */
  manifest?: Partial<Record<keyof RuntimeManifest, unknown>>;
  /** The program's text. */
  program?: string;
}

/** Installs a platform package whose `codex` is a script. */
export async function installPlatform(
  installation: Installation,
  options: InstalledPlatform = {},
): Promise<void> {
  const { platform = "linux-x64", program = "#!/bin/sh\nexit 0\n" } = options;
  const row = findPlatform(platform);
  const folder = installation.packageDir(platform);
  await mkdir(join(folder, "runtime", "bin"), { recursive: true });
  await writeFile(join(folder, "runtime", "bin", "codex"), program);
  await chmod(join(folder, "runtime", "bin", "codex"), 0o755);
  const manifest = { ...describe(row.target, platform, program), ...options.manifest };
  await writeFile(join(folder, "codex-runtime.json"), JSON.stringify(manifest));
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: row.packageName, version: pinnedVersion }),
  );
}

/** Installs the built meta package. */
export async function installMeta({ root }: Installation): Promise<string> {
  const source = dirname(dirname(fileURLToPath(import.meta.url)));
  const folder = join(root, "node_modules", "openai-codex-cli-bin");
  for (const name of ["package.json", "bin", "dist", "codex-runtime.lock.json"]) {
    await cp(join(source, name), join(folder, name), { recursive: true });
  }
  return join(folder, "bin", "openai-codex-cli-bin.js");
}

function describe(target: string, platform: string, program: string): RuntimeManifest {
  const path = "runtime/bin/codex";
  const sha256 = "0".repeat(64);
  return {
    schema: 1,
    version: pinnedVersion,
    platform,
    target,
    layout: "package-v1",
    entrypoint: path,
    pathDirs: ["runtime/codex-path"],
    resourcesDir: "runtime/codex-resources",
    source: { kind: "npm", spec: "codex", integrity: "sha512-x" },
    locked: true,
    files: [{ path, size: program.length, sha256, mode: 0o755, format: null, arch: [] }],
  };
}
