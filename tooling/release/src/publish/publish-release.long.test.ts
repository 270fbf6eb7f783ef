import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { runGit } from "../checkout/run-git.js";
import type { LoggedRequest } from "../loopback-registry/answer-request.js";
import {
  LoopbackRegistry,
  type LoopbackRegistryOptions,
} from "../loopback-registry/loopback-registry.js";
import type { Packument } from "../loopback-registry/registry-store.js";
import { silentReporter } from "../reporter.js";
import { createReleaseFolder, type ReleaseFolder } from "../testing/release-folder.js";
import { type CommandRun, runCommand } from "../testing/run-command.js";
import { openNpmSession } from "./npm-session.js";
import {
  type PublishReleaseRequest,
  type PublishReleaseResult,
  publishRelease,
} from "./publish-release.js";
import { waitUntilServed } from "./wait-until-served.js";

const names = [
  "openai-codex-cli-bin-darwin-arm64",
  "openai-codex-cli-bin-darwin-x64",
  "openai-codex-cli-bin-linux-arm64",
  "openai-codex-cli-bin-linux-x64",
  "openai-codex-cli-bin-win32-arm64",
  "openai-codex-cli-bin-win32-x64",
  "openai-codex-cli-bin",
  "codex-app-server-sdk",
  "codex-app-server-workers",
];
const [, , , linux = ""] = names;
const [, , , , , , meta = ""] = names;
const sdk = "codex-app-server-sdk";
const workers = "codex-app-server-workers";

describe("publishing a release", () => {
  it("uploads platforms, waits for manifests and tarballs, then meta, SDK, workers, and tags the commit", async () => {
    await using release = await createReleaseFolder();
    await using registry = await LoopbackRegistry.start();
    registry.hidden.set(`${linux}@1.2.3`, 4);
    registry.faults.push({
      kind: "status",
      status: 404,
      method: "HEAD",
      path: /win32-x64/,
      times: 2,
    });

    const result = await publish(release, registry, { gitTag: true });

    expect(uploads(registry)).toEqual(names);
    expect(result.packages.map(({ name, tag, action }) => [name, tag, action])).toEqual(
      names.map((name) => [name, "latest", "publish"]),
    );
    const beforeMeta = registry.requests.slice(0, positionOf(registry, "PUT", `/${meta}`));
    for (const name of names.slice(0, 6)) {
      const tarball = `/${name}/-/${name}-1.2.3.tgz`;
      const answered = beforeMeta.filter(({ status }) => status === 200);
      expect(answered.map(({ method, path }) => method + path)).toContain(`HEAD${tarball}`);
    }
    expect(positionOf(registry, "HEAD", `/${meta}/-/${meta}-1.2.3.tgz`)).toBeLessThan(
      positionOf(registry, "PUT", `/${sdk}`),
    );
    expect(positionOf(registry, "HEAD", `/${sdk}/-/${sdk}-0.1.0.tgz`)).toBeLessThan(
      positionOf(registry, "PUT", `/${workers}`),
    );
    const tags = await runGit(release.repository.root, ["tag"]);
    expect(tags).toBe("codex-app-server-sdk@0.1.0\n");

    const again = await publish(release, registry, { gitTag: true });
    expect(again.packages.every(({ action }) => action === "skip")).toBe(true);
    expect(uploads(registry)).toEqual(names);
  });

  it("says with --dry-run what it would upload, and uploads nothing", async () => {
    await using release = await createReleaseFolder();
    await using registry = await LoopbackRegistry.start();
    await seed(registry, release, [linux]);
    const { code, result } = await command(release, registry, ["--dry-run"]);
    expect(code).toBe(0);
    expect(result).toMatchObject({ action: "would-publish" });
    expect(JSON.stringify(result)).toContain(
      `{"name":"${linux}","version":"1.2.3","tag":"latest","action":"skip"}`,
    );
    expect(uploads(registry)).toEqual([]);
  });
});

describe("a registry that is like others are", () => {
  it.each([403, 405])("may refuse HEAD with %i", async (status) => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, [sdk]);
    const times = Number.POSITIVE_INFINITY;
    registry.faults.push({ kind: "status", status, method: "HEAD", times });
    expect((await publish(release, registry, { waitMs: 10_000 })).action).toBe("published");
  });

  it("may state no SHA-512: then each tarball is read once, and its own digest counts", async () => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, [sdk], { describe: withoutIntegrity });
    expect((await publish(release, registry)).action).toBe("published");
    const reads = registry.requests.filter(
      ({ method, path }) => method === "GET" && path.endsWith(".tgz"),
    );
    expect(reads).toHaveLength(names.length);

    await using other = await createReleaseFolder({ note: "other" });
    const run = await command(other, registry, ["--no-git-tag"]);
    expect(run).toMatchObject({ code: 4, stderr: expect.stringContaining("other bytes") });
  });

  it("may have a tag that is no version", async () => {
    await using release = await createReleaseFolder();
    const describe = (packument: Packument): Packument => ({
      ...packument,
      "dist-tags": { latest: "newest" },
    });
    await using registry = await allBut(release, [sdk], { describe });
    const { code, stderr } = await command(release, registry, ["--no-git-tag"]);
    expect(code).toBe(1);
    expect(stderr).toContain(`latest of ${sdk} is newest, which is no version`);
  });
});

describe("before the first upload", () => {
  it("the registry is asked whether it knows the credentials", async () => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, [linux, sdk]);
    registry.faults.push({ kind: "status", status: 401, path: /whoami/, times: 2 });
    for (const args of [[], ["--bootstrap"]]) {
      const run = await command(release, registry, ["--no-git-tag", ...args]);
      expect(run).toMatchObject({
        code: 3,
        stderr: expect.stringContaining("npm login --registry"),
      });
    }
    expect(puts(registry)).toEqual([]);
    expect((await command(release, registry, ["--no-git-tag"])).stderr).toContain(
      "does not say whose the credentials are",
    );
  });

  it.skipIf(process.platform === "win32")(
    "the registry is not told where the maintainer's files are",
    async () => {
      await using release = await createReleaseFolder();
      await using registry = await allBut(release, [sdk]);
      const own = join(release.scratch, "maintainer");
      await mkdir(own);
      vi.stubEnv("TMPDIR", own);
      onTestFinished(() => void vi.unstubAllEnvs());
      await command(release, registry, ["--no-git-tag"]);
      const packument = JSON.stringify(
        registry.store.packument(sdk, { baseUrl: "", visible: ["0.1.0"] }),
      );
      expect(packument).toContain("0.1.0");
      expect(packument).not.toContain("maintainer");
      expect(packument).not.toContain(release.folder);
    },
  );
});

describe("an upload that fails", () => {
  it.each([
    ["a server's error", { kind: "status", status: 500 }],
    ["a cut connection", { kind: "cut" }],
    ["throttling", { kind: "status", status: 429 }],
  ] as const)("is tried again after %s", async (_what, fault) => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, [sdk]);
    registry.faults.push({ ...fault, method: "PUT" });
    await publish(release, registry);
    expect(uploads(registry)).toEqual([sdk]);
    expect(puts(registry)).toHaveLength(2);
  });

  it("is not repeated when only its answer was lost", async () => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, [sdk]);
    registry.faults.push({ kind: "cut-answer", method: "PUT" });
    await publish(release, registry);
    expect(puts(registry)).toHaveLength(1);
  });

  it("and whose repetition is refused counts as done once the registry shows it", async () => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, [sdk]);
    registry.faults.push({ kind: "cut-answer", method: "PUT" });
    registry.hidden.set(`${sdk}@0.1.0`, 6);
    await publish(release, registry);
    expect(puts(registry).map(({ status }) => status)).toEqual([201, 409]);
  });

  it.each([
    [401, "Log in to the registry"],
    [403, "may publish codex-app-server-sdk"],
    [409, "run the same command again"],
    [413, "higher limit"],
  ])("with %i ends the run with advice, and the next run continues it", async (status, advice) => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, [sdk]);
    registry.faults.push({ kind: "status", status, method: "PUT" });
    await expect(publish(release, registry)).rejects.toMatchObject({
      kind: "network",
      message: expect.stringContaining(advice),
    });
    expect(puts(registry)).toHaveLength(1);
    await publish(release, registry);
    expect(uploads(registry)).toEqual([sdk]);
  });

  it("gives up after some attempts", async () => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, [sdk]);
    registry.faults.push({ kind: "status", status: 500, method: "PUT", times: 99 });
    await expect(publish(release, registry)).rejects.toMatchObject({ kind: "network" });
    expect(puts(registry)).toHaveLength(4);
  });
});

describe("what is not visible yet", () => {
  it("keeps the workers back until the SDK is there, and running it again goes on with them", async () => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, [sdk, workers]);
    registry.faults.push({ kind: "status", status: 404, method: "HEAD", path: /sdk/, times: 999 });
    await expect(publish(release, registry, { waitMs: 50 })).rejects.toMatchObject({
      kind: "network",
      message: expect.stringContaining(`the tarball of ${sdk}@0.1.0`),
    });
    expect(uploads(registry)).toEqual([sdk]);
    registry.faults.length = 0;
    await publish(release, registry);
    expect(uploads(registry)).toEqual([sdk, workers]);
  });

  it("keeps the meta package back, and the time-out says what it waited for", async () => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, [meta, sdk]);
    registry.faults.push({
      kind: "status",
      status: 404,
      method: "HEAD",
      path: /linux-x64/,
      times: 999,
    });
    await expect(publish(release, registry, { waitMs: 50 })).rejects.toMatchObject({
      kind: "network",
      message: expect.stringContaining(`the tarball of ${linux}@1.2.3`),
    });
    expect(puts(registry)).toEqual([]);
  });

  it("is said once, however often the registry is asked", async () => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, []);
    registry.hidden.set(`${linux}@1.2.3`, 8);
    const steps: string[] = [];
    const reporter = { ...silentReporter, step: (message: string) => void steps.push(message) };
    await using session = await openNpmSession(registry.url, {
      env: { HOME: release.scratch },
      cwd: release.scratch,
    });
    const options = { session, reporter, waitMs: 20_000, pauseMs: 1 };
    await waitUntilServed(release.release.packages, options);
    expect(steps).toEqual([`Waiting for the manifest of ${linux}@1.2.3`]);
  });

  it("is waited for through answers that are errors", async () => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, []);
    registry.faults.push({ kind: "cut", method: "HEAD", times: 4 });
    expect((await publish(release, registry)).action).toBe("published");
  });
});

describe("a version the registry has with other bytes", () => {
  it.each([linux, meta, sdk, workers])("stops the run before any upload: %s", async (name) => {
    await using release = await createReleaseFolder();
    await using other = await createReleaseFolder({ note: "other" });
    await using registry = await LoopbackRegistry.start();
    await seed(registry, other, [name]);
    const { code, stderr } = await command(release, registry, ["--no-git-tag"]);
    expect(code).toBe(4);
    expect(stderr).toContain(`${name}@`);
    expect(stderr).toContain("other bytes");
    expect(puts(registry)).toEqual([]);
  });
});

describe("dist-tags", () => {
  it("refuses a prerelease as a name's first version, and --bootstrap opens the name", async () => {
    await using old = await createReleaseFolder();
    await using release = await createReleaseFolder({
      version: "1.3.0-alpha.1",
      sdkVersion: "0.2.0",
    });
    await using registry = await allBut(old, [linux, meta]);
    const refused = await command(release, registry, ["--no-git-tag", "--dry-run"]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("--bootstrap") });

    const opened = await command(release, registry, ["--bootstrap"]);
    expect(opened).toMatchObject({ code: 0, result: { action: "opened" } });
    expect(uploads(registry)).toEqual([linux, meta]);
    expect(registry.store.tags(linux)).toEqual({ latest: "0.0.0" });
    expect((await command(release, registry, ["--bootstrap"])).code).toBe(0);
    expect(puts(registry)).toHaveLength(2);
    expect(await command(release, registry, ["--no-git-tag", "--dry-run"])).toMatchObject({
      code: 0,
    });
  });

  it("gives a prerelease its channel alone, and a stable SDK latest", async () => {
    await using old = await createReleaseFolder({ version: "1.2.3", sdkVersion: "0.1.0" });
    await using release = await createReleaseFolder({
      version: "1.3.0-alpha.1",
      sdkVersion: "0.2.0",
    });
    await using registry = await LoopbackRegistry.start();
    await seed(registry, old, names);
    await seed(registry, release, names.slice(0, 5));
    await publish(release, registry);
    expect(registry.store.tags("openai-codex-cli-bin-win32-x64")).toEqual({
      latest: "1.2.3",
      alpha: "1.3.0-alpha.1",
    });
    expect(registry.store.tags(meta)).toEqual({ latest: "1.2.3", alpha: "1.3.0-alpha.1" });
    expect(registry.store.tags(sdk)).toEqual({ latest: "0.2.0" });
    expect(registry.store.tags(workers)).toEqual({ latest: "0.2.0" });
  });

  it("refuses tags that would do harm", async () => {
    await using alpha = await createReleaseFolder({ version: "1.3.0-alpha.1" });
    await using old = await createReleaseFolder({ version: "1.2.3" });
    await using newer = await createReleaseFolder({ version: "1.4.0", sdkVersion: "0.3.0" });
    await using registry = await LoopbackRegistry.start();
    await seed(registry, newer, names);
    const run = (release: ReleaseFolder, args: string[]): Promise<CommandRun> =>
      command(release, registry, ["--no-git-tag", "--dry-run", ...args]);
    expect(await run(alpha, ["--tag", "latest"])).toMatchObject({ code: 2 });
    expect(await run(alpha, ["--tag", "v1"])).toMatchObject({ code: 2 });
    expect(await run(old, [])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("newer than 1.2.3"),
    });
    expect(await run(old, ["--tag", "old"])).toMatchObject({ code: 0 });
  });

  it("are read back, and one that is wrong is reported with its remedy", async () => {
    await using release = await createReleaseFolder();
    await using registry = await allBut(release, []);
    registry.store.setTag(sdk, "next", "0.1.0");
    const { code, stderr } = await command(release, registry, ["--no-git-tag", "--tag", "next"]);
    expect(code).toBe(1);
    expect(stderr).toContain(`npm dist-tag add ${linux}@1.2.3 next`);
    expect(stderr).not.toContain(`add ${sdk}@`);
  });
});

describe("a folder that must not be published", () => {
  it.each([
    ["bytes no lock vouches for", { locked: false }, "no lock vouches for"],
    ["a registry of its own", { sdkManifest: { publishConfig: { registry: "x" } } }, "registry"],
    ["a tag of its own", { sdkManifest: { publishConfig: { tag: "x" } } }, "sets tag"],
    ["install scripts", { sdkManifest: { scripts: { postinstall: "x" } } }, "postinstall"],
    ["a private package", { sdkManifest: { private: true } }, "private"],
    ["a workspace range", { sdkManifest: { dependencies: { x: "workspace:*" } } }, "workspace:*"],
    ["a dependency from Git", { sdkManifest: { dependencies: { x: "git+ssh://a/b" } } }, "git+ssh"],
  ])("has %s", async (_what, options, message) => {
    await using release = await createReleaseFolder(options);
    await using registry = await LoopbackRegistry.start();
    const run = await command(release, registry, []);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
    expect(registry.requests).toEqual([]);
  });

  it.each([
    ["another repository", { url: "git+https://forge.example/a/b.git" }, 1],
    ["none", {}, 1],
    ["the one it runs in", { url: "git+https://forge.example/owner/name.git" }, 0],
  ])("names %s, with --provenance in a workflow", async (_what, repository, code) => {
    await using release = await createReleaseFolder({ manifest: { repository } });
    await using registry = await LoopbackRegistry.start();
    const workflow = {
      GITHUB_SERVER_URL: "https://forge.example",
      GITHUB_REPOSITORY: "owner/name",
      ACTIONS_ID_TOKEN_REQUEST_URL: "https://forge.example/token",
    };
    const run = await command(release, registry, ["--provenance", "--dry-run"], workflow);
    expect(run.code).toBe(code);
    expect(run.stderr.includes("--provenance needs packages of the repository")).toBe(code === 1);
  });

  it("is to have provenance outside a workflow", async () => {
    await using release = await createReleaseFolder();
    await using registry = await LoopbackRegistry.start();
    const run = await command(release, registry, ["--provenance"]);
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining("id-token: write") });
    expect(puts(registry)).toEqual([]);
  });

  it("has a tarball that changed since", async () => {
    await using release = await createReleaseFolder();
    await using registry = await LoopbackRegistry.start();
    const file = join(release.folder, `${linux}-1.2.3.tgz`);
    const bytes = await readFile(file);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect(await command(release, registry, [])).toMatchObject({ code: 4 });
    expect(registry.requests).toEqual([]);
  });
});

function publish(
  { folder, repository, scratch }: ReleaseFolder,
  registry: LoopbackRegistry,
  request: Partial<PublishReleaseRequest> = {},
): Promise<PublishReleaseResult> {
  const defaults = {
    bootstrap: false,
    dryRun: false,
    provenance: false,
    gitTag: false,
    waitMs: 20_000,
  };
  return publishRelease(
    { folder, registry: registry.url, ...defaults, ...request },
    {
      repository,
      reporter: silentReporter,
      env: { PATH: process.env.PATH, HOME: scratch },
      cwd: scratch,
      pauses: { pauseMs: 1, retryDelayMs: 1, settleMs: 1_000 },
    },
  );
}

function command(
  release: Pick<ReleaseFolder, "folder" | "repository" | "scratch">,
  { url }: LoopbackRegistry,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<CommandRun> {
  const line = ["publish-release", release.folder, "--registry", url, ...args];
  return runCommand(release, line, env);
}

/** Adds these packages of a release to a registry. */
async function seed(
  registry: LoopbackRegistry,
  release: ReleaseFolder,
  which: string[],
): Promise<void> {
  for (const { name, file, tag } of release.release.packages) {
    if (which.includes(name)) await registry.addTarball(join(release.folder, file), { tag });
  }
}

function withoutIntegrity({ versions, ...packument }: Packument): Packument {
  const entries = Object.entries(versions).map(([version, manifest]) => {
    const dist = { ...manifest.dist, integrity: undefined };
    return [version, { ...manifest, dist }];
  });
  return { ...packument, versions: Object.fromEntries(entries) };
}

async function allBut(
  release: ReleaseFolder,
  missing: string[],
  options: LoopbackRegistryOptions = {},
): Promise<LoopbackRegistry> {
  const registry = await LoopbackRegistry.start(options);
  await seed(
    registry,
    release,
    names.filter((name) => !missing.includes(name)),
  );
  return registry;
}

function puts({ requests }: LoopbackRegistry): LoggedRequest[] {
  return requests.filter(({ method }) => method === "PUT");
}

/** The names of accepted uploads, in order. */
function uploads(registry: LoopbackRegistry): string[] {
  return puts(registry)
    .filter(({ status }) => status === 201)
    .map(({ path }) => path.slice(1));
}

function positionOf({ requests }: LoopbackRegistry, method: string, path: string): number {
  return requests.findIndex(
    (request) => request.method === method && request.path === path && request.status < 300,
  );
}
