import { createHash } from "node:crypto";
import { createReadStream, readdirSync } from "node:fs";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { isPrivatePackage } from "./is-private-package.js";
import { inPackage } from "./locked-description.js";
import type { InstalledRuntime } from "./resolve-installed-runtime.js";
import type { LockedFile, LockedText, RuntimeLock } from "./runtime-lock.js";
import { unreadable } from "./unreadable.js";

/** What the lock says of a package's files. */
export interface LockedFiles extends Pick<RuntimeLock, "licenses"> {
  files: readonly LockedFile[];
}

type Digests = ReadonlyMap<string, { sha256: string; size?: number }>;

/**
 * Files with content that the lock does not know. The first two are compared field by field; the
 * others are for people.
 */
const ownFiles = ["package.json", "codex-runtime.json", "sbom.cdx.json", "README.md"];

/** A platform package that is published has these in any case. */
const requiredTexts = ["LICENSE", "NOTICE", "sbom.cdx.json"];

/**
 * Checks that a platform package has exactly the files of the lock, byte for byte. Rejects with
 * `CORRUPT`, or with `UNREADABLE`.
 */
export async function checkLockedFiles(
  installed: InstalledRuntime,
  { files, licenses }: LockedFiles,
): Promise<void> {
  const { packageDir } = installed;
  const runtime: Digests = new Map(files.map((file) => [inPackage(file.path), file]));
  const isStaged = isPrivatePackage(join(packageDir, "package.json"));
  const texts = textDigests(licenses.flatMap((license) => license.texts));
  const found = listFiles(packageDir).filter((path) => !isStaged || path.startsWith("runtime/"));
  const allowed = new Set([...runtime.keys(), ...texts.keys(), ...ownFiles]);
  const surplus = found.find((path) => !allowed.has(path));
  if (surplus !== undefined) throw differs(installed, surplus, ["no such file", "a file"]);
  const required = isStaged ? [] : requiredTexts;
  const lacking = [...runtime.keys(), ...required].find((path) => !found.includes(path));
  if (lacking !== undefined) throw differs(installed, lacking, ["a file", "no such file"]);
  for (const path of found) {
    const digest = runtime.get(path) ?? texts.get(path);
    if (digest) await checkFile(installed, path, digest);
  }
}

/** Where a platform package has the licence texts. */
function textDigests(texts: readonly LockedText[]): Digests {
  const names = new Map([
    ["codex-LICENSE.txt", "LICENSE"],
    ["codex-NOTICE.txt", "NOTICE"],
  ]);
  return new Map(
    texts.flatMap(({ file, sha256, in: place }) =>
      place === "repository" && sha256 !== undefined
        ? [[names.get(file) ?? `licenses/${file}`, { sha256 }]]
        : [],
    ),
  );
}

/** All that is below a folder and is no folder itself, with forward slashes. */
function listFiles(folder: string, prefix = ""): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = `${prefix}${entry.name}`;
    return entry.isDirectory() ? listFiles(folder, `${path}/`) : [path];
  });
}

async function checkFile(
  installed: InstalledRuntime,
  path: string,
  { sha256, size }: { sha256: string; size?: number },
): Promise<void> {
  const file = join(installed.packageDir, path);
  try {
    const found = await lstat(file);
    if (!found.isFile()) throw differs(installed, path, ["a file", "a link or device"]);
    if (size !== undefined && found.size !== size) {
      throw differs(installed, path, [`${size} bytes`, `${found.size} bytes`]);
    }
    const digest = await sha256Of(file);
    if (digest !== sha256) {
      throw differs(installed, path, [`SHA-256 ${sha256}`, `SHA-256 ${digest}`]);
    }
  } catch (error) {
    throw error instanceof CodexRuntimeError ? error : unreadable(file, error);
  }
}

function differs(
  { packageDir, replaceFix }: InstalledRuntime,
  path: string,
  [expected, found]: readonly [string, string],
): CodexRuntimeError {
  const file = join(packageDir, path);
  return new CodexRuntimeError("CORRUPT", {
    summary: `The Codex runtime is not the pinned one: ${file} differs from the lock.`,
    lookedFor: `${file}: ${expected}`,
    found,
    fix: replaceFix(),
  });
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk);
  }
  return hash.digest("hex");
}
