import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packTarball } from "../package/pack-tarball.js";
import {
  jsonFile,
  type PackageFile,
  type StagedPackage,
  textFile,
} from "../package/package-file.js";
import { joinRelease, type Release, tarballName, toReleasePackage } from "../package/release.js";
import { writeRelease } from "../package/write-release.js";
import { type Repository, repositoryAt } from "../repository.js";
import { platforms } from "../runtime-package.js";

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

/** A folder of eight small tarballs, as the staging commands create it. */
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
  const repository = await createCheckout(join(root, "checkout"), options.sdkVersion ?? "0.1.0");
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
  return [
    ...platforms.map(({ packageName: name, os, cpu }) => {
      const manifest = { name, version, os: [os], cpu: [cpu] };
      return { kind: "platform" as const, name, ...common, files: files(manifest) };
    }),
    { kind: "meta", name: meta.name, ...common, files: files(meta) },
    { kind: "sdk", name: sdk.name, ...common, version: sdkVersion, files: files(sdk) },
  ];
}

async function createCheckout(root: string, sdkVersion: string): Promise<Repository> {
  const repository = repositoryAt(root);
  await mkdir(repository.sdkPackage, { recursive: true });
  const manifest = { name: "codex-app-server-sdk", version: sdkVersion };
  await writeFile(join(repository.sdkPackage, "package.json"), JSON.stringify(manifest));
  return repository;
}
