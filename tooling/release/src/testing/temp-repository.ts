import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Repository, repositoryAt } from "../repository.js";
import { findPlatform, platforms } from "../runtime-package.js";
import { elf, fatMachO, machines, machO, pe } from "./executables.js";
import { makeTarball, type TarballEntry } from "./make-tarball.js";
import { integrityOf, startTestRegistry, type TestRegistry } from "./test-registry.js";

export interface TempRepository extends AsyncDisposable {
  repository: Repository;
  registry: TestRegistry;
  /** Upstream's tarball of each platform, as the lock has it. */
  tarballs: ReadonlyMap<string, Buffer>;
  /** A folder for whatever else the test writes. */
  scratch: string;
  /** An environment in which npm's configuration names the test registry alone. */
  env: NodeJS.ProcessEnv;
}

/** A checkout with a lock over small made-up runtimes, which a loopback registry serves. */
export async function createTempRepository(version = "1.2.3"): Promise<TempRepository> {
  const root = await mkdtemp(join(tmpdir(), "release-test-"));
  const repository = repositoryAt(join(root, "checkout"));
  const registry = await startTestRegistry();
  const scratch = join(root, "scratch");
  await mkdir(scratch);
  await mkdir(repository.metaPackage, { recursive: true });
  const tarballs = new Map<string, Buffer>();
  const locked: Record<string, object> = {};
  for (const { platform } of platforms) {
    const tarball = makeTarball(upstreamEntries(platform, version));
    const spec = `@openai/codex@${version}-${platform}`;
    tarballs.set(platform, tarball);
    locked[platform] = { spec, integrity: integrityOf(tarball), size: tarball.length };
    registry.publish({ name: "@openai/codex", version: `${version}-${platform}`, tarball });
    await mkdir(join(root, "checkout", "packages", "platforms", platform), { recursive: true });
  }
  await writeFile(repository.lockFile, JSON.stringify({ schema: 1, version, platforms: locked }));
  const env = {
    PATH: process.env.PATH,
    HOME: scratch,
    npm_config_registry: registry.url,
    npm_config_fetch_retries: "0",
  };
  const dispose = async () => {
    await registry.close();
    await rm(root, { recursive: true, force: true });
  };
  return { repository, registry, tarballs, scratch, env, [Symbol.asyncDispose]: dispose };
}

/** Incompressible, so that a tarball is long enough to break off. */
const padding = randomBytes(64 * 1024);

/** The entries of an upstream npm tarball in the present layout. */
export function upstreamEntries(tag: string, version: string): TarballEntry[] {
  const { target, os, platform } = findPlatform(tag);
  const vendor = `package/vendor/${target}`;
  const exe = os === "win32" ? ".exe" : "";
  const codexPackage = {
    layoutVersion: 1,
    version,
    target,
    variant: "codex",
    entrypoint: `bin/codex${exe}`,
    resourcesDir: "codex-resources",
    pathDir: "codex-path",
  };
  return [
    { path: "package/package.json", content: JSON.stringify({ name: "@openai/codex" }) },
    { path: `${vendor}/codex-package.json`, content: JSON.stringify(codexPackage) },
    {
      path: `${vendor}/bin/codex${exe}`,
      content: Buffer.concat([programFor(platform), padding]),
      mode: 0o755,
    },
    { path: `${vendor}/codex-path/rg${exe}`, content: programFor(platform), mode: 0o755 },
    { path: `${vendor}/codex-resources/notes.txt`, content: "notes" },
  ];
}

/** A made-up program with the headers a platform needs. */
export function programFor(tag: string): Buffer {
  const { os, cpu } = findPlatform(tag);
  if (os === "linux") return elf({ machine: cpu === "x64" ? machines.elfX64 : machines.elfArm64 });
  if (os === "win32") return pe({ machine: cpu === "x64" ? machines.peX64 : machines.peArm64 });
  const minOs = cpu === "x64" ? "10.9" : "11.0";
  return machO({ cpu: cpu === "x64" ? machines.machX64 : machines.machArm64, minOs });
}

/** A universal program of both Macs. */
export function universalProgram(): Buffer {
  return fatMachO([machO({ cpu: machines.machX64, minOs: "10.9" }), machO()]);
}
