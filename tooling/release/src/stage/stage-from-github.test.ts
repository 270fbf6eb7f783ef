import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { platforms } from "../runtime-package.js";
import { makeCodexPackage, treeEntries } from "../testing/make-codex-package.js";
import { makeElf } from "../testing/make-elf.js";
import { makeTarball } from "../testing/make-tarball.js";
import { readJson } from "../testing/read-json.js";
import { outFolder, stageIntoScratch } from "../testing/stage-into-scratch.js";
import { createTempRepository, type TempRepository } from "../testing/temp-repository.js";
import type { StagePackagesResult } from "./stage-packages.js";

describe("release assets", () => {
  const sums = "codex-package_SHA256SUMS";
  const asset = "codex-package-x86_64-unknown-linux-musl.tar.gz";
  const tag = "rust-v1.2.3";

  it("are taken with --from github, held to their sums and, file by file, to the lock", async () => {
    await using temp = await createTempRepository();
    const bytes = makeCodexPackage("linux-x64", "");
    temp.registry.files.set(`${tag}/${asset}`, bytes);
    temp.registry.files.set(`${tag}/${sums}`, Buffer.from(`${sha256(bytes)}  ${asset}\n`));
    expect(await fromGithub(temp)).toMatchObject({ locked: true });
    expect(await readJson(join(outFolder(temp), "codex-runtime.json"))).toMatchObject({
      locked: true,
      source: { kind: "github", spec: `${tag}/${asset}` },
    });
  });

  it.each([
    ["another digest", () => `${"0".repeat(64)}  ${asset}\n`],
    ["no line", () => `${"0".repeat(64)}  other.tar.gz\n`],
    ["two lines", (bytes: Buffer) => `${sha256(bytes)}  ${asset}\n`.repeat(2)],
  ])("whose sums have %s for them are refused", async (_, text) => {
    await using temp = await createTempRepository();
    const bytes = makeCodexPackage("linux-x64", "");
    temp.registry.files.set(`${tag}/${asset}`, bytes);
    temp.registry.files.set(`${tag}/${sums}`, Buffer.from(text(bytes)));
    await expect(fromGithub(temp)).rejects.toMatchObject({ kind: "integrity" });
    expect(await readdir(temp.scratch)).toEqual([]);
  });

  it("whose files are not the locked ones are refused, sums or not", async () => {
    await using temp = await createTempRepository();
    const entries = treeEntries("linux-x64", "").map((entry) =>
      entry.path.endsWith("rg") ? { ...entry, content: makeElf({ isPie: true, type: 3 }) } : entry,
    );
    const bytes = makeTarball(entries);
    temp.registry.files.set(`${tag}/${asset}`, bytes);
    temp.registry.files.set(`${tag}/${sums}`, Buffer.from(`${sha256(bytes)}  ${asset}\n`));
    await expect(fromGithub(temp)).rejects.toMatchObject({
      kind: "integrity",
      message: expect.stringContaining("codex-path/rg"),
    });
  });

  it("are taken for all platforms at once, with their sums read once", async () => {
    await using temp = await createTempRepository();
    const { files, requests } = temp.registry;
    const lines = platforms.map((platform) => {
      const bytes = makeCodexPackage(platform.platform, "");
      files.set(`${tag}/codex-package-${platform.target}.tar.gz`, bytes);
      return `${sha256(bytes)}  codex-package-${platform.target}.tar.gz\n`;
    });
    files.set(`${tag}/${sums}`, Buffer.from(lines.join("")));
    const all = { platformTag: "all", from: "github", githubBaseUrl: temp.registry.url } as const;
    expect((await stageIntoScratch(temp, all)).packages).toHaveLength(platforms.length + 1);
    expect(requests.filter((request) => request.endsWith(sums))).toHaveLength(1);
  });

  it("that do not exist are a network error", async () => {
    await using temp = await createTempRepository();
    await expect(fromGithub(temp)).rejects.toMatchObject({ kind: "network" });
  });

  function fromGithub(temp: TempRepository): Promise<StagePackagesResult> {
    const githubBaseUrl = temp.registry.url;
    return stageIntoScratch(temp, { platformTag: "linux-x64", from: "github", githubBaseUrl });
  }
});

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
