import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { list } from "tar";
import { describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const packageFolder = fileURLToPath(new URL("../../", import.meta.url));
const repository = join(packageFolder, "../..");
const files = await packedFiles();
const readme = await readFile(join(packageFolder, "README.md"), "utf8");

/** The files of the package as it would be published. */
async function packedFiles(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "packed workers "));
  try {
    const pnpm = join(repository, "node_modules/pnpm/bin/pnpm.cjs");
    const args = [pnpm, "pack", "--pack-destination", folder];
    await promisify(execFile)(process.execPath, args, { cwd: packageFolder });
    const [tarball = ""] = await readdir(folder);
    const paths: string[] = [];
    const onReadEntry = ({ path }: { path: string }): void => void paths.push(path);
    await list({ file: join(folder, tarball), onReadEntry });
    return paths.map((path) => path.replace(/^package\//, "")).sort();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe("the packed package", () => {
  test("has the code, the programs to copy and what is said of it, and nothing else", () => {
    const others = files.filter((file) => !/^(?:dist|kubernetes)\//.test(file));

    expect(others).toEqual(["LICENSE", "README.md", "package.json"]);
    expect(files.filter((file) => /\.test\.|fixtures|\.map$/.test(file))).toEqual([]);
  });

  test("is listed by names, because the release tools read no patterns", async () => {
    for (const name of manifest.files) {
      expect(await stat(join(packageFolder, name)), name).toBeDefined();
    }
  });

  test("has each file that its entries name, for both kinds of modules", () => {
    const named = JSON.stringify(manifest.exports).match(/dist\/[\w.]+/g) ?? [];

    expect(named.length).toBeGreaterThanOrEqual(8);
    expect(named.filter((file) => !files.includes(file))).toEqual([]);
  });

  test("depends on exactly the versions that it was tested with", () => {
    const { "codex-app-server-sdk": sdk, ...others } = manifest.dependencies;

    expect(sdk).toBe("workspace:*");
    for (const [name, version] of Object.entries(others)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });
});

describe("the README in the packed package", () => {
  test("has links that lead somewhere in it, or out of the repository", () => {
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
    const inside = links.filter((target) => !/^https:/.test(target));
    const paths = inside.map((target) => posix.normalize(target.split("#")[0] ?? ""));

    expect(paths.filter((path) => path !== "." && !files.includes(path))).toEqual([]);
  });

  test("says what to install", () => {
    expect(readme).toContain("npm install codex-app-server-workers codex-app-server-sdk");
  });
});
