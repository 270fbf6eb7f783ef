import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchTarball } from "./download/fetch-tarball.js";
import { probeTarball } from "./download/locate-tarball.js";
import { readDownloadOptions } from "./download/read-download-options.js";
import { packTarball } from "./package/pack-tarball.js";
import { type PinRuntimeResult, pinRuntime } from "./pin/pin-runtime.js";
import { silentReporter } from "./reporter.js";
import { repositoryAt, thisRepository } from "./repository.js";
import { findLockedPlatform, readLock } from "./runtime-lock.js";
import { findPlatform, type Platform, platformFor, platforms } from "./runtime-package.js";
import { readStagedManifest } from "./stage/read-staged-manifest.js";
import { type StagePackagesResult, stagePackages } from "./stage/stage-packages.js";
import { runMeasured } from "./testing/run-measured.js";
import { TestRegistry } from "./testing/test-registry.js";
import type { EvidenceOptions } from "./trust/evidence-reader.js";
import type { RegistryKeys } from "./trust/registry-keys.js";

const run = promisify(execFile);
const older = "0.116.0";
const largest = "win32-x64";
const host = platformFor(process.platform, process.arch) ?? findPlatform("linux-x64");
const context = { repository: thisRepository, env: process.env, reporter: silentReporter };

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "real-runtimes-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("the real runtimes", () => {
  it.each(
    platforms.flatMap(
      (platform) =>
        [
          ["pinned", platform],
          ["older", platform],
        ] as const,
    ),
  )(
    "of the %s version stage for $platform, with every executable looked at",
    async (which, platform) => {
      const { version, tarball } =
        which === "pinned" ? await pinned(platform) : await olderTarball(platform);
      const out = join(root, `${which}-${platform.platform}`);
      await stageGiven({ out, input: tarball, version, platform });
      const manifest = await readStagedManifest(out);
      expect(manifest).toMatchObject({ version, target: platform.target, locked: false });
      expect(manifest?.layout).toBe(which === "pinned" ? "package-v1" : "legacy-vendor");
      const programs =
        manifest?.files.filter(({ mode, format }) => format !== null && mode === 0o755) ?? [];
      expect(programs.length).toBeGreaterThanOrEqual(2);
      for (const { arch } of programs) expect(arch).toEqual([platform.cpu]);
      await rm(out, { recursive: true });
    },
  );

  it("stages from the release's own archives, file for file the locked bytes", async () => {
    const { version, tarball } = await pinned(host);
    const tree = join(root, "tree");
    await stageGiven({ out: tree, input: tarball, version, platform: host });
    const manifest = await readStagedManifest(tree);
    const asset = join(root, `codex-package-${host.target}.tar.gz`);
    const runtime = join(tree, "runtime");
    await run("tar", ["-czf", asset, "-C", runtime, ...(await readdir(runtime))], {
      env: { ...process.env, GZIP: "-1" },
    });
    const registry = await TestRegistry.start();
    const bytes = await readFile(asset);
    const sums = `${createHash("sha256").update(bytes).digest("hex")}  codex-package-${host.target}.tar.gz\n`;
    registry.files.set(`rust-v${version}/codex-package-${host.target}.tar.gz`, bytes);
    registry.files.set(`rust-v${version}/codex-package_SHA256SUMS`, Buffer.from(sums));
    const repository = { ...thisRepository, downloads: join(root, "downloads") };
    const out = join(root, "from-github");
    await stagePackages(
      { ...flags, out, platformTag: host.platform, from: "github", githubBaseUrl: registry.url },
      { ...context, repository, cwd: root },
    );
    await registry.close();
    expect((await readStagedManifest(out))?.files).toEqual(manifest?.files);
    for (const folder of [tree, out, repository.downloads]) await rm(folder, { recursive: true });
  });

  it("move a checkout to the older version and back to the same bytes", async () => {
    const repository = repositoryAt(join(root, "checkout"));
    for (const name of await committedFiles()) {
      await mkdir(dirname(join(repository.root, name)), { recursive: true });
      await cp(join(thisRepository.root, name), join(repository.root, name));
    }
    const pin = (codexVersion: string): Promise<PinRuntimeResult> =>
      pinRuntime(
        { codexVersion, githubBaseUrl: "http://127.0.0.1:9/", dryRun: false },
        {
          ...context,
          cwd: root,
          trust: unasked,
          repository: { ...repository, downloads: thisRepository.downloads },
          async generateTypes(codexPath): Promise<void> {
            const { stdout } = await run(codexPath, ["--version"]);
            await mkdir(repository.generated, { recursive: true });
            await writeFile(join(repository.generated, "version.txt"), stdout);
          },
        },
      );
    const { version } = await readLock(thisRepository.lockFile);
    expect(await pin(`rust-v${older}`)).toMatchObject({ action: "pinned", previous: version });
    expect((await readLock(repository.lockFile)).version).toBe(older);
    expect(await readFile(join(repository.generated, "version.txt"), "utf8")).toContain(older);
    expect(await pin(version)).toMatchObject({ action: "pinned", previous: older });
    await rm(join(repository.generated, "version.txt"));
    for (const name of await committedFiles()) {
      const [here, there] = [thisRepository.root, repository.root].map((at) =>
        readFile(join(at, name)),
      );
      expect((await here)?.equals((await there) ?? Buffer.alloc(0)), name).toBe(true);
    }
    expect(await readdir(repository.changesets)).not.toContain("codex-runtime.md");
  });
});

describe("staging is small", () => {
  it("needs at most 320 MB for the largest platform", async () => {
    await pinned(findPlatform(largest));
    const out = join(root, "largest");
    const { code, peakBytes, stderr } = await runMeasured([
      "stage-runtime",
      out,
      "--platform-tag",
      largest,
    ]);
    expect(code, stderr).toBe(0);
    await rm(out, { recursive: true });
    console.log(`peak ${Math.round(peakBytes / 1e6)} MB for ${largest}`);
    expect(peakBytes).toBeLessThanOrEqual(320e6);
  });
});

describe("a tarball has the same bytes", () => {
  it("on every supported Node, whatever the umask and the time zone", async () => {
    const platform = findPlatform("darwin-arm64");
    const { version, tarball } = await olderTarball(platform);
    const nodes = [
      { node: process.execPath, umask: "022", zone: "UTC" },
      { node: await installNode("22"), umask: "077", zone: "Asia/Kathmandu" },
      { node: await installNode("24"), umask: "000", zone: "America/St_Johns" },
      { node: await installNode("26"), umask: "027", zone: "Pacific/Chatham" },
    ];
    const packed = new Map<string, string>();
    for (const { node, umask, zone } of nodes) {
      const out = join(root, "packed");
      const args = ["--codex-version", version, "--platform-tag", platform.platform, "--pack"];
      const env = { ...process.env, TZ: zone };
      const result = await runMeasured(["stage-runtime", out, tarball, ...args], {
        node,
        umask,
        env,
      });
      expect(result.code, result.stderr).toBe(0);
      const { stdout } = await run(node, ["--version"]);
      packed.set(stdout.trim(), await readFile(join(out, "release.json"), "utf8"));
      await rm(out, { recursive: true });
    }
    console.log([...packed.keys()].join(", "));
    expect(packed.size).toBe(nodes.length);
    expect(new Set(packed.values()).size).toBe(1);
  });

  it("when it is packed again from what it unpacks to", async () => {
    const { version, tarball } = await olderTarball(host);
    const out = join(root, "again");
    await stageGiven({ out, input: tarball, version, platform: host });
    const files = ["package.json", "codex-runtime.json"].map(async (path) => {
      const { size } = await stat(join(out, path));
      return {
        path,
        mode: 0o644 as const,
        content: { file: join(out, path), size, isMovable: false },
      };
    });
    const once = await packTarball(await Promise.all(files), join(root, "once.tgz"));
    const twice = await packTarball(
      (await Promise.all(files)).toReversed(),
      join(root, "twice.tgz"),
    );
    expect(twice).toEqual(once);
  });
});

/** Tests ask the registry and nobody else, so what others vouch for stays unchecked. */
const unasked: EvidenceOptions = {
  async findTrustProblem(): Promise<string> {
    return "not asked";
  },
  async readKeys(): Promise<RegistryKeys> {
    return { state: "unknown", reason: "not asked" };
  },
};

const flags = { pack: false, strict: true, force: false, dryRun: false };

function stageGiven(given: {
  out: string;
  input: string;
  version: string;
  platform: Platform;
}): Promise<StagePackagesResult> {
  const { out, input, version, platform } = given;
  return stagePackages(
    { ...flags, out, input, codexVersion: version, platformTag: platform.platform, from: "npm" },
    { ...context, cwd: root },
  );
}

interface VersionTarball {
  version: string;
  tarball: string;
}

async function pinned(platform: Platform): Promise<VersionTarball> {
  const lock = await readLock(thisRepository.lockFile);
  const tarball = await fetchTarball(
    findLockedPlatform(lock, platform),
    await readDownloadOptions(context),
  );
  return { version: lock.version, tarball };
}

async function olderTarball({ platform }: Platform): Promise<VersionTarball> {
  const options = await readDownloadOptions(context);
  const source = await probeTarball(`@openai/codex@${older}-${platform}`, options);
  return { version: older, tarball: await fetchTarball(source, options) };
}

/** The committed files of the runtime packages, with the lock, and of the changesets. */
async function committedFiles(): Promise<string[]> {
  const paths = [
    "packages/openai-codex-cli-bin",
    "packages/platforms",
    "packages/codex-app-server-sdk/package.json",
    "packages/codex-app-server-workers/package.json",
    ".changeset",
  ];
  const { stdout } = await run("git", ["ls-files", "--", ...paths], { cwd: thisRepository.root });
  return stdout.trim().split("\n");
}

/** Installs a Node of that major version from npm's package `node`, and returns its path. */
async function installNode(major: string): Promise<string> {
  const folder = join(root, `node-${major}`);
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), "{}");
  await run("npm", ["install", "--no-audit", "--no-fund", `node@${major}`], { cwd: folder });
  return join(folder, "node_modules", "node", "bin", "node");
}
