import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runGit } from "../checkout/run-git.js";
import { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import { commitAll } from "../testing/commit-all.js";
import {
  createReleaseFolder,
  type ReleaseFolder,
  recordRelease,
} from "../testing/release-folder.js";
import { type CommandRun, runCommand } from "../testing/run-command.js";
import {
  createStagedRelease,
  editRelease,
  releaseFolder,
  verifyStaged,
} from "../testing/staged-release.js";
import { add, change, tamper } from "../testing/tamper.js";
import { copyTempRepository, type TempRepository } from "../testing/temp-repository.js";

const linux = "openai-codex-cli-bin-linux-x64";
const first = "openai-codex-cli-bin-darwin-arm64";
const sdk = "codex-app-server-sdk";

/** Created once; each test changes its own copy. */
let verified: TempRepository;
beforeAll(async () => {
  verified = await createStagedRelease();
  await verifyStaged(verified);
});
afterAll(() => verified[Symbol.asyncDispose]());

describe("a release that was verified", () => {
  it("is published, and its commit gets the SDK's tag", async () => {
    await using temp = await copyTempRepository(verified);
    await using registry = await LoopbackRegistry.start();
    expect(await publish(temp, registry)).toMatchObject({ code: 0 });
    expect(registry.store.tags(sdk)).toEqual({ latest: "0.1.0" });
    expect(registry.store.tags("codex-app-server-workers")).toEqual({ latest: "0.1.0" });
    const { root } = temp.repository;
    const tagged = await runGit(root, ["rev-parse", "codex-app-server-sdk@0.1.0^{commit}"]);
    expect(tagged).toBe(await runGit(root, ["rev-parse", "HEAD"]));
  });

  it.each<[string, (temp: TempRepository) => Promise<unknown>, string]>([
    ["without a file of it", (temp) => editRelease(temp, dropped), "is missing"],
    ["of another version", (temp) => editRelease(temp, versioned), "1.2.3 is pinned"],
    ["whose bytes no lock vouches for", (temp) => editRelease(temp, unlocked), "no lock vouches"],
    [
      "whose release.json was written again",
      (temp) => editRelease(temp, (r) => r),
      "not been verified",
    ],
    [
      "with a swapped platform package",
      (temp) => tamper(temp, linux, change("runtime/bin/codex", "evil")),
      "not been verified",
    ],
    [
      "with a second, larger manifest",
      (temp) => tamper(temp, linux, add("package.json", evilManifest)),
      "not been verified",
    ],
    [
      "with a manifest in another folder",
      (temp) => tamper(temp, linux, (all) => [...all, { path: "zzz/package.json", content: "{}" }]),
      "not been verified",
    ],
    ["with another commit", (temp) => commitAll(temp.repository.root), "is at commit"],
    [
      "with a file that is not committed",
      (temp) => writeFile(join(temp.repository.root, "new.txt"), ""),
      "not committed: new.txt",
    ],
    [
      "with another lock",
      async (temp) => {
        const text = await readFile(temp.repository.lockFile, "utf8");
        await writeFile(temp.repository.lockFile, `${text}\n`);
      },
      "the lock has changed",
    ],
  ])("is not published %s", async (_, damage, reason) => {
    await using temp = await copyTempRepository(verified);
    await using registry = await LoopbackRegistry.start();
    await damage(temp);
    for (const extra of [[], ["--dry-run"], ["--bootstrap"]]) {
      const run = await publish(temp, registry, extra);
      expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining(reason) });
    }
    expect(registry.requests).toEqual([]);
  });

  it("is not published when the record is that of another release", async () => {
    await using temp = await copyTempRepository(verified);
    await using other = await createReleaseFolder();
    await using registry = await LoopbackRegistry.start();
    const { folder } = other;
    const run = await runCommand(temp, ["publish-release", folder, "--registry", registry.url]);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining("not been verified") });
    expect(registry.requests).toEqual([]);
  });
});

describe("what changes while a release is published", () => {
  it.each<[string, (release: ReleaseFolder) => Promise<unknown>, number, string]>([
    [
      "the tarball of a later package",
      ({ folder }) => writeFile(join(folder, `${linux}-1.2.3.tgz`), "evil"),
      4,
      "has changed since it was checked",
    ],
    ["the commit", ({ repository }) => commitAll(repository.root), 1, "is at commit"],
    [
      "a file of the checkout",
      ({ repository }) => writeFile(join(repository.root, "new.txt"), ""),
      1,
      "not committed",
    ],
    ["release.json", ({ folder }) => writeFile(join(folder, "release.json"), "{}"), 1, "malformed"],
  ])("ends it before the next upload: %s", async (_, damage, code, reason) => {
    await using release = await createReleaseFolder();
    await using registry = await registryThatDoes(() => damage(release));
    const run = await publishFolder(release, registry);
    expect(run).toMatchObject({ code, stderr: expect.stringContaining(reason) });
    expect(registry.store.versions(linux)).toEqual([]);
  });

  it("does not get into what is uploaded already", async () => {
    await using release = await createReleaseFolder();
    const tarball = join(release.folder, `${first}-1.2.3.tgz`);
    const right = release.release.packages.find(({ name }) => name === first)?.integrity;
    await using registry = await registryThatDoes(() => writeFile(tarball, "evil"));
    await publishFolder(release, registry);
    expect(registry.store.version(first, "1.2.3")?.integrity).toBe(right);
  });

  it("is an integrity failure when the registry states another digest afterwards", async () => {
    await using release = await createReleaseFolder();
    await using registry = await registryThatDoes(async (registry) => {
      const stored = registry.store.version(first, "1.2.3");
      if (stored) stored.integrity = `sha512-${"A".repeat(86)}==`;
    });
    const run = await publishFolder(release, registry);
    expect(run).toMatchObject({ code: 4, stderr: expect.stringContaining("other bytes") });
    expect(registry.store.versions(linux)).toEqual([]);
  });
});

describe("the Git tag of a release", () => {
  it("that names another commit ends the run before any upload", async () => {
    await using release = await createReleaseFolder();
    await using registry = await LoopbackRegistry.start();
    const { root } = release.repository;
    await runGit(root, ["tag", "codex-app-server-sdk@0.1.0"]);
    await commitAll(root);
    await recordRelease(release);
    const args = ["publish-release", release.folder, "--registry", registry.url];
    const run = await runCommand(release, args);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining("names commit") });
    expect(registry.requests).toEqual([]);
  });
});

const evilManifest = JSON.stringify({
  name: linux,
  version: "1.2.3",
  scripts: { postinstall: "evil" },
  padding: " ".repeat(1024 * 1024),
});

interface Listed {
  packages: object[];
}

function dropped({ packages, ...rest }: Listed): object {
  return { ...rest, packages: packages.slice(1) };
}

function versioned({ packages, ...rest }: Listed): object {
  return { ...rest, packages: packages.map((pkg) => ({ ...pkg, version: "9.9.9" })) };
}

function unlocked({ packages, ...rest }: Listed): object {
  return { ...rest, packages: packages.map((pkg) => ({ ...pkg, locked: false })) };
}

function publish(
  temp: TempRepository,
  { url }: LoopbackRegistry,
  extra: readonly string[] = [],
): Promise<CommandRun> {
  return runCommand(temp, ["publish-release", releaseFolder(temp), "--registry", url, ...extra]);
}

/** A registry that does something after the first upload, before it answers it. */
function registryThatDoes(
  effect: (registry: LoopbackRegistry) => Promise<unknown>,
): Promise<LoopbackRegistry> {
  const started: Promise<LoopbackRegistry> = LoopbackRegistry.start({
    async onAnswer({ method, path }): Promise<void> {
      if (method === "PUT" && path === `/${first}`) await effect(await started);
    },
  });
  return started;
}

function publishFolder(release: ReleaseFolder, { url }: LoopbackRegistry): Promise<CommandRun> {
  const args = ["publish-release", release.folder, "--no-git-tag", "--registry", url];
  return runCommand(release, args);
}
