import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runGit } from "../checkout/run-git.js";
import { budgetWarning } from "../package/pack-package.js";
import type { ReleasePackage } from "../package/release.js";
import { repositoryAt } from "../repository.js";
import { commitAll } from "../testing/commit-all.js";
import { readJson } from "../testing/read-json.js";
import {
  addSdk,
  createStagedRelease,
  editRelease,
  releaseFile,
  releaseFolder,
  verifyStaged,
  writeSdk,
} from "../testing/staged-release.js";
import { copyTempRepository, type TempRepository } from "../testing/temp-repository.js";
import { ToolError } from "../tool-error.js";

const linux = "openai-codex-cli-bin-linux-x64";

/** Created once; each test damages its own copy. */
let made: TempRepository;
beforeAll(async () => {
  made = await createStagedRelease();
});
afterAll(() => made[Symbol.asyncDispose]());

describe("a release that these tools made", () => {
  it("is fit to be published", async () => {
    await using temp = await copyTempRepository(made);
    const result = await verifyStaged(temp);
    expect(result.version).toBe("1.2.3");
    expect(result.packages.map(({ name }) => name)).toEqual([
      "openai-codex-cli-bin-darwin-arm64",
      "openai-codex-cli-bin-darwin-x64",
      "openai-codex-cli-bin-linux-arm64",
      linux,
      "openai-codex-cli-bin-win32-arm64",
      "openai-codex-cli-bin-win32-x64",
      "openai-codex-cli-bin",
      "codex-app-server-sdk",
      "codex-app-server-workers",
    ]);
  });

  it("has its SDK and workers replaced, not doubled, when they are staged again", async () => {
    await using temp = await copyTempRepository(made);
    await writeSdk(temp, "0.2.0");
    await addSdk(temp);
    const { packages } = await verifyStaged(temp);
    expect(packages.slice(-2).map(({ version }) => version)).toEqual(["0.2.0", "0.2.0"]);
    expect(packages).toHaveLength(9);
  });

  it("is recorded with the release's and the lock's digest and the commit", async () => {
    await using temp = await copyTempRepository(made);
    const { commit } = await verifyStaged(temp);
    const release = createHash("sha512")
      .update(await readFile(releaseFile(temp)))
      .digest("hex");
    const lock = createHash("sha512")
      .update(await readFile(temp.repository.lockFile))
      .digest("hex");
    const file = join(temp.repository.downloads, "verified", `${release}.json`);
    expect(await readJson(file)).toEqual({ schema: 1, release, lock, commit });
  });

  it("is the same whatever an old build or Git's ignored files left", async () => {
    await using temp = await copyTempRepository(made);
    const { metaPackage, sdkPackage, workersPackage } = temp.repository;
    for (const folder of [metaPackage, sdkPackage, workersPackage]) {
      await mkdir(join(folder, "dist"));
      await writeFile(join(folder, "dist", "stray.js"), "stray");
      await writeFile(join(folder, "dist", "index.js"), "old");
    }
    await addSdk(temp);
    expect(await readFile(releaseFile(temp))).toEqual(await readFile(releaseFile(made)));
    await verifyStaged(temp);
  });

  it("is the same from another clone", async () => {
    await using temp = await copyTempRepository(made);
    await using scratch = await copyTempRepository(made);
    const clone = join(scratch.scratch, "a clone");
    await runGit(scratch.scratch, ["clone", "--quiet", temp.repository.root, clone]);
    const repository = { ...repositoryAt(clone), downloads: temp.repository.downloads };
    await verifyStaged({ ...temp, repository });
  });
});

describe("nothing is recorded", () => {
  it("of a checkout with changes, whatever kind they are", async () => {
    await using temp = await copyTempRepository(made);
    const { root, sdkPackage } = temp.repository;
    await writeFile(join(root, "new.txt"), "new");
    await expectProblem(temp, "changes that are not committed: new.txt");
    await rm(join(root, "new.txt"));
    const manifest = join(sdkPackage, "package.json");
    const text = await readFile(manifest, "utf8");
    await writeFile(manifest, `${text} `);
    await expectProblem(temp, "packages/codex-app-server-sdk/package.json");
    await writeFile(manifest, text);
    await rm(join(root, "LICENSE"));
    await expectProblem(temp, "LICENSE");
    expect(await readdir(temp.repository.downloads)).not.toContain("verified");
  });

  it("of what was staged from files that the commit does not have", async () => {
    await using temp = await copyTempRepository(made);
    const { sdkPackage, root } = temp.repository;
    await writeFile(join(sdkPackage, "README.md"), "# changed\n");
    await addSdk(temp);
    // Git does not look at the file any more, so the checkout seems clean.
    await runGit(root, [
      "update-index",
      "--assume-unchanged",
      "packages/codex-app-server-sdk/README.md",
    ]);
    await expectProblem(temp, "codex-app-server-sdk has another README.md");
    expect(await readdir(temp.repository.downloads)).not.toContain("verified");
  });

  it("outside a Git checkout, or below the root of one", async () => {
    await using temp = await copyTempRepository(made);
    const { root } = temp.repository;
    await rename(join(root, ".git"), join(root, "..", "gone"));
    await expectProblem(temp, "not a git repository");
    await commitAll(join(root, ".."));
    await expectProblem(temp, "is not the root of a Git checkout");
  });
});

describe("a release is not fit to be published", () => {
  it("when one byte of a tarball has changed", async () => {
    await using temp = await copyTempRepository(made);
    const file = join(releaseFolder(temp), `${linux}-1.2.3.tgz`);
    const bytes = await readFile(file);
    bytes[bytes.length - 30] = (bytes[bytes.length - 30] ?? 0) ^ 1;
    await writeFile(file, bytes);
    await expect(verifyStaged(temp)).rejects.toMatchObject({ kind: "integrity" });
  });

  it("when a package is missing, or a stranger is among them", async () => {
    await using temp = await copyTempRepository(made);
    await editRelease(temp, (release) => ({ ...release, packages: release.packages.slice(1) }));
    await expectProblem(temp, "openai-codex-cli-bin-darwin-arm64 is missing");
    await expectProblem(temp, "openai-codex-cli-bin-darwin-arm64-1.2.3.tgz is not part of it");
  });

  it("when it has no release.json", async () => {
    await using temp = await copyTempRepository(made);
    await rm(join(releaseFolder(temp), "release.json"));
    await expect(verifyStaged(temp)).rejects.toMatchObject({ kind: "usage" });
  });

  it.each<[string, (packages: ReleasePackage[]) => ReleasePackage[]]>([
    ["the meta package before a platform", (packages) => packages.toReversed()],
    [
      "the workers before the SDK",
      (packages) => [...packages.slice(0, -2), ...packages.slice(-2).toReversed()],
    ],
  ])("when it would publish %s", async (_, order) => {
    await using temp = await copyTempRepository(made);
    await editRelease(temp, ({ packages, schema }) => ({ schema, packages: order(packages) }));
    await expectProblem(temp, "its order is not platforms, meta, SDK, workers");
  });

  it("when the workers have another version than the SDK they depend on", async () => {
    await using temp = await copyTempRepository(made);
    await editRelease(temp, ({ packages, schema }) => ({
      schema,
      packages: packages.map((entry) =>
        entry.kind === "workers" ? { ...entry, version: "0.0.9" } : entry,
      ),
    }));
    await expectProblem(temp, "codex-app-server-workers is version 0.0.9, but the SDK is 0.1.0");
  });

  it("when a prerelease would become latest", async () => {
    await using temp = await createStagedRelease("1.2.3-alpha.1");
    await editRelease(temp, ({ packages, schema }) => ({
      schema,
      packages: packages.map((entry) => ({ ...entry, tag: "latest" })),
    }));
    await expectProblem(temp, `${linux} 1.2.3-alpha.1 would become latest`);
  });

  it("when the SDK has no version yet, which staging it says at once", async () => {
    await using temp = await copyTempRepository(made);
    await writeSdk(temp, "0.0.0");
    await expect(addSdk(temp)).rejects.toMatchObject({
      kind: "check",
      message: expect.stringContaining("npm run changeset -- version"),
    });
  });

  it("when the commit has workers of another version, which staging it says at once", async () => {
    await using temp = await copyTempRepository(made);
    const file = join(temp.repository.workersPackage, "package.json");
    await writeFile(file, (await readFile(file, "utf8")).replace('"0.1.0"', '"0.0.9"'));
    await expect(addSdk(temp)).rejects.toMatchObject({
      kind: "check",
      message: expect.stringContaining("has the version 0.0.9, but codex-app-server-sdk 0.1.0"),
    });
  });

  it("when the workers depend on whatever SDK there is", async () => {
    await using temp = await copyTempRepository(made);
    const file = join(temp.repository.workersPackage, "package.json");
    await writeFile(file, (await readFile(file, "utf8")).replace("workspace:*", "workspace:^"));
    await expect(addSdk(temp)).rejects.toMatchObject({
      kind: "check",
      message: expect.stringContaining("has to depend on codex-app-server-sdk as workspace:*"),
    });
  });

  it.each<[string, (entry: ReleasePackage) => object, string]>([
    [
      "a name that no package has",
      () => ({ name: "openai-codex-cli-bin-amiga" }),
      "does not belong",
    ],
    ["another kind", () => ({ kind: "sdk" }), `${linux} has the kind sdk`],
    ["another file", () => ({ file: "other.tgz" }), `${linux} has the file other.tgz`],
    ["bytes no lock vouches for", () => ({ locked: false }), "no lock vouches for"],
    [
      "a name of no platform",
      () => ({ name: "openai-codex-cli-bin-linux-mips" }),
      "does not belong",
    ],
    ["another version", () => ({ version: "9.9.9" }), "version 9.9.9, but 1.2.3 is pinned"],
    ["another tag", () => ({ tag: "next" }), "has the tag next"],
    ["other sizes", ({ unpackedSize }) => ({ unpackedSize: unpackedSize + 1 }), "other sizes"],
  ])("when release.json states %s", async (_, change, problem) => {
    await using temp = await copyTempRepository(made);
    await editRelease(temp, (release) => ({
      ...release,
      packages: release.packages.map((pkg) =>
        pkg.name === linux ? { ...pkg, ...change(pkg) } : pkg,
      ),
    }));
    await expectProblem(temp, problem);
  });

  it.each([
    ["no JSON", "{", "is not JSON"],
    ["no packages", '{"schema":1,"packages":[]}', "is malformed"],
    ["too much", " ".repeat(1024 * 1024 + 1), "cannot be a list of packages"],
  ])("when release.json holds %s", async (_, text, problem) => {
    await using temp = await copyTempRepository(made);
    await writeFile(releaseFile(temp), text);
    await expectProblem(temp, problem);
  });

  it("when a tarball is missing or a folder", async () => {
    await using temp = await copyTempRepository(made);
    const file = join(releaseFolder(temp), `${linux}-1.2.3.tgz`);
    await rm(file);
    await expectProblem(temp, `${linux}-1.2.3.tgz cannot be read`);
    await mkdir(file);
    await expect(verifyStaged(temp)).rejects.toBeInstanceOf(ToolError);
  });
});

describe("the size budget", () => {
  it("is silent at 200 MB and warns one byte above", () => {
    expect(budgetWarning({ name: "a", size: 200_000_000 })).toBeNull();
    expect(budgetWarning({ name: "a", size: 200_000_001 })).toContain("a has 200000001 bytes");
  });
});

function expectProblem(temp: TempRepository, problem: string): Promise<void> {
  return expect(verifyStaged(temp)).rejects.toMatchObject({
    kind: "check",
    message: expect.stringContaining(problem),
  });
}
