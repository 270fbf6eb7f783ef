import { createHash } from "node:crypto";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pinnedVersion } from "../src/pinned-version.js";
import { findPlatform } from "../src/platforms.js";
import type { Installation } from "./installed-package.js";

/** The text of the program, which no test runs. */
export const program = "#!/bin/sh\nexit 0\n";

const texts: Record<string, string> = {
  "runtime/bin/codex": program,
  "runtime/codex-package.json": JSON.stringify({
    layoutVersion: 1,
    entrypoint: "bin/codex",
    resourcesDir: "codex-resources",
    pathDir: "codex-path",
  }),
  "runtime/codex-path/rg": "#!/bin/sh\nexit 1\n",
  LICENSE: "licence",
  NOTICE: "notice",
  "licenses/rg.txt": "licence of rg",
  "sbom.cdx.json": "{}",
  "README.md": "Any text.",
};

const source = { kind: "npm", spec: "codex@1", integrity: "sha512-x" };

/** The package for linux-x64 as it is published, and its lock. Resolves with the lock's path. */
export async function installLocked(installed: Installation): Promise<string> {
  const folder = installed.packageDir("linux-x64");
  for (const [path, text] of Object.entries(texts)) await writeInto(folder, path, text);
  const files = Object.keys(texts).filter((path) => path.startsWith("runtime/"));
  for (const path of files) await chmod(join(folder, path), modeOf(path));
  await writeInto(folder, "codex-runtime.json", JSON.stringify(description(files)));
  await writeInto(folder, "package.json", JSON.stringify(manifest));
  const lockFile = join(installed.root, "lock.json");
  await writeFile(lockFile, JSON.stringify(lock(files)));
  return lockFile;
}

async function writeInto(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const manifest = {
  name: "openai-codex-cli-bin-linux-x64",
  version: pinnedVersion,
  description: "Any text.",
  license: "Apache-2.0",
  repository: { type: "git", url: "git+https://example.com/a.git", directory: "a" },
  files: ["runtime", "codex-runtime.json", "sbom.cdx.json", "LICENSE", "NOTICE", "licenses"],
  preferUnplugged: true,
  exports: {
    "./package.json": "./package.json",
    "./codex-runtime.json": "./codex-runtime.json",
  },
  os: ["linux"],
  cpu: ["x64"],
};

function description(files: readonly string[]): object {
  return {
    schema: 1,
    version: pinnedVersion,
    platform: "linux-x64",
    target: findPlatform("linux-x64").target,
    layout: "package-v1",
    entrypoint: "runtime/bin/codex",
    pathDirs: ["runtime/codex-path"],
    resourcesDir: "runtime/codex-resources",
    source,
    locked: true,
    files: files.map((path) => ({ path, ...digestOf(path), format: null, arch: [] })),
  };
}

function lock(files: readonly string[]): object {
  const locked = files.map((path) => ({ path: path.slice("runtime/".length), ...digestOf(path) }));
  const licenses = [
    {
      texts: [lockedText("codex-LICENSE.txt", "LICENSE"), lockedText("codex-NOTICE.txt", "NOTICE")],
    },
    { texts: [lockedText("rg.txt", "licenses/rg.txt"), { file: "NOTICE.md", in: "tree" }] },
  ];
  const { spec, integrity } = source;
  const platforms = { "linux-x64": { spec, integrity, size: 1, files: locked } };
  return { schema: 1, version: pinnedVersion, platforms, licenses, exceptions: [] };
}

function lockedText(file: string, path: string): object {
  return { file, in: "repository", source: "somewhere", sha256: digestOf(path).sha256 };
}

function digestOf(path: string): { size: number; sha256: string; mode: number } {
  const text = texts[path] ?? "";
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { size: text.length, sha256, mode: modeOf(path) };
}

function modeOf(path: string): number {
  return path.endsWith(".json") ? 0o644 : 0o755;
}
