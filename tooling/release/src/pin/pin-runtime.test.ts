import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { silentReporter } from "../reporter.js";
import { readLock } from "../runtime-lock.js";
import { platforms } from "../runtime-package.js";
import { makeElf } from "../testing/make-elf.js";
import { makeTarball } from "../testing/make-tarball.js";
import {
  createTempRepository,
  publishUpstream,
  type TempRepository,
  upstreamEntries,
} from "../testing/temp-repository.js";
import { ToolError } from "../tool-error.js";
import { type PinRuntimeResult, pinRuntime } from "./pin-runtime.js";

describe("pinning another version", () => {
  it("moves lock, manifests, staged runtime, generated protocol and changeset together", async () => {
    await using temp = await createPinned();
    publishAll(temp, "1.3.0-alpha.1");
    expect(await pin(temp, "rust-v1.3.0-alpha.1")).toMatchObject({
      action: "pinned",
      version: "1.3.0-alpha.1",
      previous: "1.2.3",
      evidence: { registry: temp.registry.url },
    });

    const { repository } = temp;
    const lock = await readLock(repository.lockFile);
    expect(lock.version).toBe("1.3.0-alpha.1");
    expect(lock.registry).toBe(temp.registry.url);
    expect(Object.keys(lock.platforms)).toHaveLength(6);
    expect(lock.platforms["win32-x64"]).toMatchObject({
      spec: "@openai/codex@1.3.0-alpha.1-win32-x64",
      files: expect.arrayContaining([
        expect.objectContaining({ path: "bin/codex.exe", mode: 0o755 }),
      ]),
    });
    expect(lock.licenses.map(({ component }) => component)).toEqual(["codex", "ripgrep"]);
    for (const platform of platforms) {
      const manifest = join(repository.platformPackage(platform), "package.json");
      expect(JSON.parse(await readFile(manifest, "utf8")).version).toBe("1.3.0-alpha.1");
    }
    expect(await readFile(join(repository.generated, "types.ts"), "utf8")).toContain(
      "1.3.0-alpha.1",
    );
    expect(await readFile(join(repository.changesets, "codex-runtime.md"), "utf8")).toMatch(
      /^---\n"codex-app-server-sdk": minor\n---\n\nRun Codex 1\.3\.0-alpha\.1 instead of 1\.2\.3\./,
    );
  });

  it("a second time changes nothing", async () => {
    await using temp = await createPinned();
    publishAll(temp, "1.3.0");
    await pin(temp, "1.3.0");
    const before = await committed(temp);
    expect(await pin(temp, "1.3.0")).toMatchObject({ action: "unchanged" });
    expect(await committed(temp)).toEqual(before);
  });

  it("and back restores the same bytes, changeset included", async () => {
    await using temp = await createPinned();
    const before = await committed(temp);
    publishAll(temp, "1.3.0");
    publishAll(temp, "1.4.0");
    await pin(temp, "1.3.0");
    await pin(temp, "1.4.0");
    const changeset = await readFile(join(temp.repository.changesets, "codex-runtime.md"), "utf8");
    expect(changeset).toContain("Run Codex 1.4.0 instead of 1.2.3.");
    await pin(temp, "1.2.3");
    expect(await committed(temp)).toEqual(before);
  });

  it("with --dry-run checks everything and writes nothing", async () => {
    await using temp = await createPinned();
    publishAll(temp, "1.3.0");
    const before = await committed(temp);
    expect(await pin(temp, "1.3.0", { dryRun: true })).toMatchObject({ action: "would-pin" });
    expect(await committed(temp)).toEqual(before);
  });
});

describe("a version is not pinned", () => {
  it("when one platform is not published yet", async () => {
    await using temp = await createPinned();
    for (const { platform } of platforms.slice(1)) {
      publishUpstream(temp.registry, platform, "1.3.0");
    }
    await refused(temp, {
      kind: "network",
      message: expect.stringContaining("1.3.0-darwin-arm64"),
    });
  });

  it("when a program is not what its platform needs", async () => {
    await using temp = await createPinned();
    publishAll(temp, "1.3.0");
    publishInstead(temp, "win32-x64", "bin/codex.exe", makeElf());
    await refused(temp, {
      kind: "check",
      message: expect.stringContaining("needs a PE x64 program"),
    });
  });

  it("when a helper has a finding nobody has reviewed", async () => {
    await using temp = await createPinned();
    publishAll(temp, "1.3.0");
    publishInstead(
      temp,
      "linux-x64",
      "codex-path/rg",
      makeElf({ interpreter: "/lib/ld-musl-x86_64.so.1" }),
    );
    await refused(temp, {
      kind: "check",
      message: expect.stringContaining("linux-x64: codex-path/rg needs /lib/ld-musl-x86_64.so.1"),
    });
  });

  it.each([
    ["a shell script", "#!/bin/sh\n"],
    ["empty", ""],
  ])("when a helper is no program but %s", async (_, content) => {
    await using temp = await createPinned();
    publishAll(temp, "1.3.0");
    publishInstead(temp, "linux-x64", "codex-path/rg", Buffer.from(content));
    await refused(temp, {
      kind: "check",
      message: expect.stringContaining("linux-x64: codex-path/rg is no program"),
    });
  });

  it("when it brings a file whose licence nobody knows", async () => {
    await using temp = await createPinned();
    publishAll(temp, "1.3.0");
    publishInstead(temp, "linux-x64", "bin/surprise", makeElf());
    await refused(temp, { kind: "check", message: expect.stringContaining("bin/surprise") });
  });

  it("when upstream's own list of digests disagrees", async () => {
    await using temp = await createPinned();
    publishAll(temp, "1.3.0");
    const voice = JSON.stringify({ sha256: { "bin/codex": "0".repeat(64) } });
    publishInstead(temp, "linux-x64", "codex-resources/voice/manifest.json", Buffer.from(voice));
    await refused(temp, { kind: "integrity", message: expect.stringContaining("bin/codex") });
  });

  it("when the protocol cannot be generated, and every committed file is put back", async () => {
    await using temp = await createPinned();
    publishAll(temp, "1.3.0");
    const generateTypes = async (): Promise<void> => {
      await writeFile(join(temp.repository.generated, "half.ts"), "half");
      throw new ToolError("check", "no protocol");
    };
    await refused(temp, { message: "no protocol" }, { generateTypes });
  });

  it("when what is pinned already is offered with other bytes", async () => {
    await using temp = await createPinned();
    const tarball = makeTarball(upstreamEntries("linux-x64", "1.2.3").toReversed());
    temp.registry.publish({ name: "@openai/codex", version: "1.2.3-linux-x64", tarball });
    await expect(pin(temp, "1.2.3")).rejects.toMatchObject({
      kind: "integrity",
      message: expect.stringMatching(/states sha512-.* but its tarball has sha512-/),
    });
    await using fresh = await createTempRepository();
    fresh.registry.publish({ name: "@openai/codex", version: "1.2.3-linux-x64", tarball });
    await expect(pin(fresh, "1.2.3")).rejects.toMatchObject({ kind: "integrity" });
  });
});

/** A checkout whose lock was written by `pin-runtime`. */
async function createPinned(): Promise<TempRepository> {
  const temp = await createTempRepository();
  await pin(temp, "1.2.3");
  return temp;
}

interface PinOptions {
  dryRun?: boolean;
  generateTypes?(): Promise<void>;
}

function pin(
  { repository, registry, scratch, env }: TempRepository,
  codexVersion: string,
  options: PinOptions = {},
): Promise<PinRuntimeResult> {
  const write = async (): Promise<void> => {
    const { version } = await readLock(repository.lockFile);
    await writeFile(join(repository.generated, "types.ts"), `// Codex ${version}\n`);
  };
  const fetching = { idleTimeoutMs: 2_000, attempts: 1, retryDelayMs: 1 };
  return pinRuntime(
    {
      codexVersion,
      registry: registry.url,
      githubBaseUrl: `${registry.url}releases`,
      dryRun: options.dryRun ?? false,
    },
    {
      repository,
      env,
      cwd: scratch,
      reporter: silentReporter,
      fetching,
      generateTypes: options.generateTypes ?? write,
    },
  );
}

async function refused(temp: TempRepository, error: object, options?: PinOptions): Promise<void> {
  const before = await committed(temp);
  await expect(pin(temp, "1.3.0", options)).rejects.toMatchObject(error);
  expect(await committed(temp)).toEqual(before);
}

function publishAll({ registry }: TempRepository, version: string): void {
  for (const { platform } of platforms) publishUpstream(registry, platform, version);
}

/** Publishes a platform of 1.3.0 with one file replaced or added. */
function publishInstead(
  { registry }: TempRepository,
  platform: string,
  path: string,
  content: Buffer,
): void {
  const entries = upstreamEntries(platform, "1.3.0");
  const root = entries.find((entry) => entry.path.endsWith("/codex-package.json"))?.path ?? "";
  const full = root.replace("codex-package.json", path);
  const others = entries.filter((entry) => entry.path !== full);
  const tarball = makeTarball([...others, { path: full, content, mode: 0o755 }]);
  registry.publish({ name: "@openai/codex", version: `1.3.0-${platform}`, tarball });
}

/** Every file that a commit would contain, by path. */
async function committed({ repository }: TempRepository): Promise<Record<string, string>> {
  const entries = await readdir(repository.root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !/node_modules|[\\/]\.git[\\/]|[\\/]runtime[\\/]|codex-runtime\.json|[\\/]dist[\\/]/.test(
          file,
        ),
    );
  const contents = await Promise.all(
    files.map(
      async (file) => [relative(repository.root, file), await readFile(file, "utf8")] as const,
    ),
  );
  return Object.fromEntries(contents.sort(([a], [b]) => (a < b ? -1 : 1)));
}
