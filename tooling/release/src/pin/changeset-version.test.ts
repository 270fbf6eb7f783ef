import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Repository, repositoryAt, thisRepository } from "../repository.js";
import { readLock } from "../runtime-lock.js";
import { platforms } from "../runtime-package.js";
import { renderRuntimeChangeset, runtimeChangesetName } from "./render-runtime-changeset.js";

const run = promisify(execFile);

let repository: Repository;
beforeEach(async () => {
  repository = repositoryAt(await mkdtemp(join(tmpdir(), "changeset-test-")));
  await copyManifests(repository);
  // As if there had been a release: the changesets of the first one are not tested here.
  await writeVersion(repository.sdkPackage, "1.4.2");
  await writeVersion(repository.workersPackage, "1.4.2");
});
afterEach(() => rm(repository.root, { recursive: true, force: true }));

describe("changeset version, on a copy of this repository", () => {
  it("after the pin moved releases SDK and workers and leaves the runtime's version to the pin", async () => {
    const { version } = await readLock(thisRepository.lockFile);
    const text = renderRuntimeChangeset(null, "0.1.0", version);
    await writeFile(join(repository.changesets, runtimeChangesetName), text ?? "");
    await changeset("version");
    expect(await codeVersions()).toEqual(["1.5.0", "1.5.0"]);
    expect(await versionOf(repository.metaPackage)).toBe(version);
    for (const platform of platforms) {
      expect(await versionOf(repository.platformPackage(platform))).toBe(version);
    }
    const log = await readFile(join(repository.sdkPackage, "CHANGELOG.md"), "utf8");
    expect(log).toContain("## 1.5.0");
    expect(log).toContain(`Run Codex ${version} instead of 0.1.0.`);
    expect(await readdir(repository.changesets)).toEqual(["config.json"]);
  });

  it("would move the runtime's version if a changeset named it, which is why none may", async () => {
    const { version } = await readLock(thisRepository.lockFile);
    const text = '---\n"openai-codex-cli-bin": patch\n---\n\nNo.\n';
    await writeFile(join(repository.changesets, "wrong.md"), text);
    await changeset("version");
    expect(await versionOf(repository.metaPackage)).not.toBe(version);
  });

  it.each([
    ["the SDK", "codex-app-server-sdk"],
    ["the workers", "codex-app-server-workers"],
  ])(
    "after a change of %s gives both one version and a section of their change logs",
    async (_, name) => {
      await writeFile(join(repository.changesets, "a.md"), `---\n"${name}": minor\n---\n\nNew.\n`);
      await changeset("version");
      expect(await codeVersions()).toEqual(["1.5.0", "1.5.0"]);
      for (const folder of [repository.sdkPackage, repository.workersPackage]) {
        expect(await readFile(join(folder, "CHANGELOG.md"), "utf8")).toMatch(
          /^# .*\n\n## 1\.5\.0$/m,
        );
      }
      const file = join(repository.workersPackage, "package.json");
      expect((await readManifest(file)).dependencies).toMatchObject({
        "codex-app-server-sdk": "workspace:*",
      });
    },
  );

  it("without a changeset changes nothing", async () => {
    await changeset("version");
    expect(await codeVersions()).toEqual(["1.4.2", "1.4.2"]);
  });
});

describe("the runtime's changeset", () => {
  it("names the last released version, however often the pin moves before the next release", () => {
    const first = renderRuntimeChangeset(null, "0.166.0", "0.168.0");
    const second = renderRuntimeChangeset(first, "0.168.0", "0.169.0");
    expect(first).toContain("Run Codex 0.168.0 instead of 0.166.0.");
    expect(second).toContain("Run Codex 0.169.0 instead of 0.166.0.");
  });

  it("is gone when the pin is back, and names the SDK alone", () => {
    const moved = renderRuntimeChangeset(null, "0.166.0", "0.168.0");
    expect(renderRuntimeChangeset(moved, "0.168.0", "0.166.0")).toBeNull();
    expect(renderRuntimeChangeset(null, "0.166.0", "0.166.0")).toBeNull();
    expect(moved?.match(/^".+":/gm)).toEqual(['"codex-app-server-sdk":']);
  });
});

async function changeset(command: string): Promise<void> {
  const cli = join(thisRepository.root, "node_modules", "@changesets", "cli", "bin.js");
  await run(process.execPath, [cli, command], { cwd: repository.root });
}

/** Copies every manifest and the configuration of changesets, but no changeset. */
async function copyManifests({ root }: Repository): Promise<void> {
  const { metaPackage, sdkPackage, workersPackage } = thisRepository;
  const folders = [
    ...[metaPackage, sdkPackage, workersPackage],
    ...platforms.map((platform) => thisRepository.platformPackage(platform)),
    // Changesets are told to leave it out.
    join(thisRepository.root, "packages", "web-example"),
  ];
  const files = ["package.json", "pnpm-workspace.yaml", join(".changeset", "config.json")];
  const manifests = folders.map((folder) =>
    join(folder, "package.json").slice(thisRepository.root.length),
  );
  for (const file of [...files, ...manifests]) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await cp(join(thisRepository.root, file), join(root, file));
  }
  await symlink(join(thisRepository.root, "node_modules"), join(root, "node_modules"));
  await run("git", ["init", "--quiet", "--initial-branch=main"], { cwd: root });
}

async function writeVersion(packageDir: string, version: string): Promise<void> {
  const file = join(packageDir, "package.json");
  await writeFile(file, JSON.stringify({ ...(await readManifest(file)), version }, null, 2));
}

async function codeVersions(): Promise<string[]> {
  return [await versionOf(repository.sdkPackage), await versionOf(repository.workersPackage)];
}

async function versionOf(packageDir: string): Promise<string> {
  return String((await readManifest(join(packageDir, "package.json"))).version);
}

async function readManifest(file: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(file, "utf8"));
}
