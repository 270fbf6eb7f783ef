import { createHash, randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Repository, repositoryAt, thisRepository } from "../repository.js";
import { formatLock, type LockedFile, type RuntimeLock, upstreamSpec } from "../runtime-lock.js";
import { findPlatform, platforms } from "../runtime-package.js";
import { commitAll } from "./commit-all.js";
import { machines } from "./machines.js";
import { makeElf } from "./make-elf.js";
import { makeFatMachO, makeMachO } from "./make-mach-o.js";
import { makePe } from "./make-pe.js";
import { makeTarball, type TarballEntry } from "./make-tarball.js";
import { readJson } from "./read-json.js";
import { integrityOf, TestRegistry } from "./test-registry.js";

export interface TempRepository extends AsyncDisposable {
  repository: Repository;
  registry: TestRegistry;
  /** Upstream's tarball for each platform, as locked. */
  tarballs: ReadonlyMap<string, Buffer>;
  /** A folder for other files of the test. */
  scratch: string;
  /** An environment whose npm configuration names only the test registry. */
  env: NodeJS.ProcessEnv;
}

export interface UpstreamOptions {
  /** The helper program for each platform. Default: one with the right header. */
  rg?(platform: string): Buffer;
}

/** A checkout whose lock pins small fake runtimes, which a loopback registry serves. */
export async function createTempRepository(
  version = "1.2.3",
  upstream: UpstreamOptions = {},
): Promise<TempRepository> {
  const root = await mkdtemp(join(tmpdir(), "release-test-"));
  const repository = repositoryAt(join(root, "checkout"));
  const registry = await TestRegistry.start();
  const scratch = join(root, "scratch");
  await mkdir(scratch);
  await copyCommitted(repository, version);
  const tarballs = new Map(
    platforms.map(({ platform }) => [
      platform,
      publishUpstream(registry, platform, version, upstream),
    ]),
  );
  await writeFile(repository.lockFile, formatLock(lockOver(tarballs, version, upstream)));
  await commitAll(repository.root);
  const env = {
    PATH: process.env.PATH,
    HOME: scratch,
    npm_config_registry: registry.url,
    npm_config_fetch_retries: "0",
  };
  const dispose = async (): Promise<void> => {
    await registry.close();
    await rm(root, { recursive: true, force: true });
  };
  return { repository, registry, tarballs, scratch, env, [Symbol.asyncDispose]: dispose };
}

/**
 * Copies a checkout and its scratch folder, for a test that damages them. The registry is shared.
 */
export async function copyTempRepository(temp: TempRepository): Promise<TempRepository> {
  const root = await mkdtemp(join(tmpdir(), "release-test-"));
  const scratch = join(root, "scratch");
  await cp(temp.repository.root, join(root, "checkout"), { recursive: true });
  await cp(temp.scratch, scratch, { recursive: true });
  const dispose = (): Promise<void> => rm(root, { recursive: true, force: true });
  const repository = repositoryAt(join(root, "checkout"));
  return { ...temp, repository, scratch, [Symbol.asyncDispose]: dispose };
}

/** Publishes a fake upstream package and returns its tarball. */
export function publishUpstream(
  registry: TestRegistry,
  platform: string,
  version: string,
  upstream: UpstreamOptions = {},
): Buffer {
  const tarball = makeTarball(upstreamEntries(platform, version, upstream));
  registry.publish({ name: "@openai/codex", version: `${version}-${platform}`, tarball });
  return tarball;
}

/**
 * Copies what the commands read from a checkout. The meta package looks as if built for `version`.
 */
async function copyCommitted(repository: Repository, version: string): Promise<void> {
  const { metaPackage, sdkPackage, workersPackage, root } = repository;
  for (const name of ["package.json", "bin", "README.md", "licenses"]) {
    await cp(join(thisRepository.metaPackage, name), join(metaPackage, name), { recursive: true });
  }
  for (const name of ["sdkPackage", "workersPackage"] as const) {
    await cp(join(thisRepository[name], "package.json"), join(repository[name], "package.json"));
  }
  await buildBy(metaPackage, `export const pinnedVersion = ${JSON.stringify(version)};\n`);
  await buildBy(sdkPackage, "export {};\n");
  await buildBy(workersPackage, "export {};\n");
  await cp(join(thisRepository.root, "LICENSE"), join(root, "LICENSE"));
  await mkdir(repository.changesets);
  await mkdir(repository.generated, { recursive: true });
  await mkdir(join(metaPackage, "src"));
  for (const platform of platforms) {
    await mkdir(repository.platformPackage(platform), { recursive: true });
  }
}

/** Gives a package a build script of its own, which takes no time: it writes `dist/index.js`. */
async function buildBy(packageDir: string, code: string): Promise<void> {
  const manifest = await readJson(join(packageDir, "package.json"));
  const build = "node build.mjs";
  const scripts = { build };
  const text = `${JSON.stringify({ ...manifest, scripts }, null, 2)}\n`;
  await writeFile(join(packageDir, "package.json"), text);
  const script = [
    'import { mkdirSync, writeFileSync } from "node:fs";',
    'mkdirSync("dist", { recursive: true });',
    `writeFileSync("dist/index.js", ${JSON.stringify(code)});`,
  ];
  await writeFile(join(packageDir, "build.mjs"), `${script.join("\n")}\n`);
}

function lockOver(
  tarballs: ReadonlyMap<string, Buffer>,
  version: string,
  upstream: UpstreamOptions,
): RuntimeLock {
  const entries = [...tarballs].map(([platform, tarball]) => {
    const spec = upstreamSpec(version, platform);
    const files = lockedFiles(platform, version, upstream);
    return [platform, { spec, integrity: integrityOf(tarball), size: tarball.length, files }];
  });
  return {
    schema: 1,
    version,
    registry: "default",
    platforms: Object.fromEntries(entries),
    licenses: [],
    exceptions: [],
  };
}

function lockedFiles(platform: string, version: string, upstream: UpstreamOptions): LockedFile[] {
  const prefix = `package/vendor/${findPlatform(platform).target}/`;
  return upstreamEntries(platform, version, upstream)
    .filter(({ path }) => path.startsWith(prefix))
    .map(({ path, content = "", mode }) => ({
      path: path.slice(prefix.length),
      size: content.length,
      sha256: createHash("sha256").update(content).digest("hex"),
      mode: mode === 0o755 ? 0o755 : 0o644,
    }));
}

/** Random and so incompressible, which makes a tarball long enough to be interrupted. */
const padding = randomBytes(64 * 1024);

/** The entries of an upstream npm tarball in the current layout. */
export function upstreamEntries(
  tag: string,
  version: string,
  { rg = programFor }: UpstreamOptions = {},
): TarballEntry[] {
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
    { path: `${vendor}/codex-path/rg${exe}`, content: rg(platform), mode: 0o755 },
    { path: `${vendor}/codex-resources/codex-notes.txt`, content: "notes" },
  ];
}

/** A fake program with the right header for a platform. */
export function programFor(tag: string): Buffer {
  const { os, cpu } = findPlatform(tag);
  if (os === "linux") {
    return makeElf({ machine: cpu === "x64" ? machines.elfX64 : machines.elfArm64 });
  }
  if (os === "win32") return makePe({ machine: cpu === "x64" ? machines.peX64 : machines.peArm64 });
  const minOs = cpu === "x64" ? "10.9" : "11.0";
  return makeMachO({ cpu: cpu === "x64" ? machines.machX64 : machines.machArm64, minOs });
}

/** A universal program for both kinds of Mac. */
export function universalProgram(): Buffer {
  return makeFatMachO([makeMachO({ cpu: machines.machX64, minOs: "10.9" }), makeMachO()]);
}
