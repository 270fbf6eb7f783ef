import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCheckoutState } from "../checkout/read-checkout-state.js";
import { packTarball } from "../package/pack-tarball.js";
import {
  jsonFile,
  type PackageFile,
  type StagedPackage,
  textFile,
} from "../package/package-file.js";
import { joinRelease, type Release, tarballName, toReleasePackage } from "../package/release.js";
import { readReleaseFile, writeRelease } from "../package/write-release.js";
import { sha512, writeRecord } from "../record/verification-record.js";
import { type Repository, repositoryAt } from "../repository.js";
import { formatLock, type LockedFile, type RuntimeLock, upstreamSpec } from "../runtime-lock.js";
import { platforms } from "../runtime-package.js";
import { commitAll } from "./commit-all.js";

export interface ReleaseFolder extends AsyncDisposable {
  folder: string;
  release: Release;
  /** A checkout whose SDK has the release's version. */
  repository: Repository;
  /** A folder for other files of the test. */
  scratch: string;
}

export interface ReleaseFolderOptions {
  version?: string;
  sdkVersion?: string;
  locked?: boolean;
  /** Fields to add to every manifest. */
  manifest?: object;
  /** Fields to add to the SDK's manifest. */
  sdkManifest?: object;
  /** Text in every package, to make the tarballs differ from those of another release. */
  note?: string;
}

/** A folder of nine small tarballs, as the staging commands create it, that seems verified. */
export async function createReleaseFolder(
  options: ReleaseFolderOptions = {},
): Promise<ReleaseFolder> {
  const root = await mkdtemp(join(tmpdir(), "release folder "));
  const folder = join(root, "release");
  const scratch = join(root, "scratch");
  await mkdir(folder);
  await mkdir(scratch);
  const packages = stagedPackages(options);
  const packed = [];
  for (const pkg of packages) {
    packed.push(
      toReleasePackage(pkg, await packTarball(pkg.files, join(folder, tarballName(pkg)))),
    );
  }
  const release = joinRelease(null, packed);
  await writeRelease(release, folder);
  const repository = await createCheckout(join(root, "checkout"), options);
  await recordRelease({ folder, repository });
  const dispose = (): Promise<void> => rm(root, { recursive: true, force: true });
  return { folder, release, repository, scratch, [Symbol.asyncDispose]: dispose };
}

function stagedPackages(options: ReleaseFolderOptions): StagedPackage[] {
  const {
    version = "1.2.3",
    sdkVersion = "0.1.0",
    locked = true,
    manifest: shared,
    sdkManifest,
    note = "",
  } = options;
  const common = { locked, version };
  const optionalDependencies = Object.fromEntries(
    platforms.map(({ packageName }) => [packageName, version]),
  );
  const files = (manifest: object): PackageFile[] => [
    jsonFile("package.json", { ...manifest, ...shared }),
    textFile("note.txt", note),
  ];
  const meta = { name: "openai-codex-cli-bin", version, optionalDependencies };
  const sdk = {
    name: "codex-app-server-sdk",
    version: sdkVersion,
    dependencies: { "openai-codex-cli-bin": version },
    ...sdkManifest,
  };
  const workers = {
    name: "codex-app-server-workers",
    version: sdkVersion,
    dependencies: { [sdk.name]: sdkVersion },
  };
  return [
    ...platforms.map(({ packageName: name, os, cpu }) => {
      const manifest = { name, version, os: [os], cpu: [cpu] };
      const own = [...files(manifest), jsonFile("codex-runtime.json", {})];
      return { kind: "platform" as const, name, ...common, files: own };
    }),
    { kind: "meta", name: meta.name, ...common, files: files(meta) },
    { kind: "sdk", name: sdk.name, ...common, version: sdkVersion, files: files(sdk) },
    { ...common, kind: "workers", name: workers.name, version: sdkVersion, files: files(workers) },
  ];
}

/** Records a release as `verify-release` does for one that it found to be right. */
export async function recordRelease({
  folder,
  repository,
}: Pick<ReleaseFolder, "folder" | "repository">): Promise<void> {
  const { bytes } = await readReleaseFile(folder);
  const lock = sha512(await readFile(repository.lockFile));
  const { commit } = await readCheckoutState(repository);
  await writeRecord({ release: sha512(bytes), lock, commit }, repository);
}

/** A Git checkout with nothing but a lock and the SDK's manifest. */
async function createCheckout(
  root: string,
  { version = "1.2.3", sdkVersion = "0.1.0" }: ReleaseFolderOptions,
): Promise<Repository> {
  const repository = repositoryAt(root);
  await mkdir(repository.sdkPackage, { recursive: true });
  await mkdir(repository.metaPackage, { recursive: true });
  const manifest = { name: "codex-app-server-sdk", version: sdkVersion };
  await writeFile(join(repository.sdkPackage, "package.json"), JSON.stringify(manifest));
  await writeFile(repository.lockFile, formatLock(emptyLock(version)));
  await commitAll(root);
  return repository;
}

function emptyLock(version: string): RuntimeLock {
  const file: LockedFile = { path: "a", size: 1, sha256: "0".repeat(64), mode: 0o644 };
  const integrity = `sha512-${"A".repeat(86)}==`;
  const entries = platforms.map(({ platform }) => {
    const spec = upstreamSpec(version, platform);
    return [platform, { spec, integrity, size: 1, files: [file] }];
  });
  const locked = Object.fromEntries(entries);
  return {
    schema: 1,
    version,
    registry: "default",
    platforms: locked,
    licenses: [],
    exceptions: [],
  };
}
