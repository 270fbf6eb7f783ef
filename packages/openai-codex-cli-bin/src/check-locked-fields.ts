import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { findUndueField, findUndueFile, type UndueField } from "./find-undue-field.js";
import { type LockedRuntime, lockedDescription } from "./locked-description.js";
import type { Platform } from "./platforms.js";
import { publishedExports, publishedFiles } from "./published-package.js";
import type { InstalledRuntime } from "./resolve-installed-runtime.js";

type Fields = Record<string, unknown>;

/**
 * Checks that a platform package describes itself as the lock does, field by field. Its files were
 * checked before. Throws `CORRUPT`.
 */
export function checkLockedFields(installed: InstalledRuntime, runtime: LockedRuntime): void {
  const { packageDir, replaceFix } = installed;
  const checks: [string, UndueField | undefined][] = [
    ["codex-runtime.json", undueInDescription(packageDir, runtime)],
    ["package.json", undueInManifest(packageDir, runtime)],
  ];
  for (const [file, undue] of checks) {
    if (!undue) continue;
    throw new CodexRuntimeError("CORRUPT", {
      summary: `The Codex runtime is not the pinned one: ${undue.name} in ${join(packageDir, file)} differs from the lock.`,
      lookedFor: show(undue.expected),
      found: show(undue.found),
      fix: replaceFix(),
    });
  }
}

function undueInDescription(folder: string, runtime: LockedRuntime): UndueField | undefined {
  const isDescribed = runtime.locked.files.some(({ path }) => path === "codex-package.json");
  const codexPackage = isDescribed
    ? readFileSync(join(folder, "runtime", "codex-package.json"), "utf8")
    : null;
  const { files, ...expected } = lockedDescription(runtime, codexPackage);
  const { files: foundFiles, ...found } = readFields(join(folder, "codex-runtime.json"));
  return (
    findUndueField(found, expected) ??
    findUndueFile(foundFiles as Fields[], {
      expected: files as Fields[],
      os: runtime.platform.os,
    })
  );
}

/** Fields that package managers and Node only show. */
const shownFields = ["description", "license", "repository"];

function undueInManifest(
  folder: string,
  { platform, version }: LockedRuntime,
): UndueField | undefined {
  const found = readFields(join(folder, "package.json"));
  const shown = Object.fromEntries(shownFields.map((name) => [name, found[name]]));
  return findUndueField(found, { ...manifestFields(platform, version, found.private), ...shown });
}

function manifestFields(platform: Platform, version: string, isPrivate: unknown): Fields {
  const { packageName: name, os, cpu } = platform;
  return {
    name,
    version,
    files: [...publishedFiles],
    preferUnplugged: true,
    exports: publishedExports,
    // In the repository's own workspace.
    ...(isPrivate === true ? { private: true } : { os: [os], cpu: [cpu] }),
  };
}

function readFields(file: string): Fields {
  return JSON.parse(readFileSync(file, "utf8"));
}

function show(value: unknown): string {
  return value === undefined ? "no such field" : (JSON.stringify(value) ?? String(value));
}
