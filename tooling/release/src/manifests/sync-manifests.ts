import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import type { Reporter } from "../reporter.js";
import type { Repository } from "../repository.js";
import { readLock } from "../runtime-lock.js";
import { ToolError } from "../tool-error.js";
import { deriveFiles } from "./derive-files.js";

/**
 * Updates every derived file from the lock. With `check`, writes nothing and throws if one is out
 * of date.
 */
export async function syncManifests(
  { check }: { check: boolean },
  { repository, reporter }: { repository: Repository; reporter: Reporter },
): Promise<{ changed: string[] }> {
  const lock = await readLock(repository.lockFile);
  const files = await deriveFiles(repository, lock);
  const changed: string[] = [];
  for (const { path, content } of files) {
    if ((await readFile(path, "utf8").catch(() => null)) === content) continue;
    changed.push(relative(repository.root, path));
    if (!check) await replaceFile(path, content);
  }
  if (check && changed.length > 0) throw drift(changed, lock.version);
  reporter.step(
    changed.length > 0 ? `Wrote ${changed.join(", ")}` : "Every manifest is up to date",
  );
  return { changed };
}

async function replaceFile(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

function drift(files: readonly string[], version: string): ToolError {
  return new ToolError(
    "check",
    `Out of date with the platform table and Codex ${version}: ${files.join(", ")}. ` +
      "Run sync-manifests without --check.",
  );
}
