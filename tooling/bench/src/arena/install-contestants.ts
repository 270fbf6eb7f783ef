import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { packPackage } from "../pack-package.js";

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const peers = here("../../peers");
/** Git ignores it. Outside of the workspace, so that nothing is shared with what is developed. */
const folder = here("../../.cache/contestants");
const modules = join(folder, "node_modules");

/** Where the clients under test are. */
export interface InstalledContestants {
  /** Holds the bundled programs of `src/probe`, which find the clients from here. */
  folder: string;
  /** Node 22, which one of the peers needs. */
  newerNode: string;
}

let installed: Promise<InstalledContestants> | undefined;

/**
 * Installs the pinned peers if that was not done, and the SDK as it would be published now. Does so
 * once, whatever number of cases asks for it.
 */
export function installContestants(): Promise<InstalledContestants> {
  installed ??= install();
  return installed;
}

async function install(): Promise<InstalledContestants> {
  await installPeers();
  for (const name of ["codex-app-server-sdk", "openai-codex-cli-bin"]) await installPacked(name);
  await build({
    entryPoints: ["probe", "replay-probe", "slow-reader-probe"].map((name) =>
      here(`../probe/${name}.ts`),
    ),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "silent",
  });
  return { folder, newerNode: join(modules, "node/bin/node") };
}

async function installPeers(): Promise<void> {
  const lock = await readFile(join(peers, "package-lock.json"));
  const stamp = `${process.arch} ${createHash("sha256").update(lock).digest("hex")}`;
  const stampFile = join(folder, "installed.txt");
  if ((await readFile(stampFile, "utf8").catch(() => undefined)) === stamp) return;
  await rm(folder, { recursive: true, force: true });
  await cp(peers, folder, { recursive: true });
  // The optional packages hold Codex, which all contestants get from this repository.
  const options = ["--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
  await run("npm", ["ci", ...options], { cwd: folder });
  const node = join(modules, "node");
  await run(process.execPath, [join(node, "installArchSpecificPackage.js")], { cwd: node });
  await writeFile(stampFile, stamp);
}

/**
 * Unpacks a package of the workspace as it would be published. No npm: it would ask the registry
 * for the runtime packages, and the contestants are told where Codex is.
 */
async function installPacked(name: string): Promise<void> {
  const tarball = await packPackage(name, join(folder, "packed", name));
  const target = join(modules, name);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
}
