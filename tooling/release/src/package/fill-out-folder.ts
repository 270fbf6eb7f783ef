import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { describeError } from "../describe-error.js";
import { asRecord } from "../json/is-record.js";
import { ToolError } from "../tool-error.js";
import { withWorkFolder } from "../with-work-folder.js";

/** Marks a folder as made by these tools, which may replace it. The marker is never packed. */
export const markerName = ".codex-release";

/**
 * Creates `out` in one step: `fill` fills an empty folder next to it, on the same file system,
 * which is then renamed to `out`. If anything fails, `out` stays as it was. A folder that is not
 * empty is refused, unless it is marked and `force` is set.
 */
export async function fillOutFolder<T>(
  { out, force }: { out: string; force: boolean },
  fill: (folder: string, scratch: string) => Promise<T>,
): Promise<T> {
  await checkOut(out, force);
  const parent = join(dirname(out), `.${basename(out)}.staging`);
  return withWorkFolder(parent, async (folder) => {
    const content = join(folder, "out");
    await mkdir(content);
    const filled = await fill(content, folder);
    await writeFile(
      join(content, markerName),
      "Made by the release tools, which may replace this folder.\n",
    );
    await checkOut(out, force);
    await takePlace({ content, out, replaced: join(folder, "replaced") });
    return filled;
  });
}

/** Throws unless `out` may be created or replaced. */
export async function checkOut(out: string, force: boolean): Promise<void> {
  const found = await stat(out).catch((cause: unknown) => {
    if (asRecord(cause).code === "ENOENT") return null;
    throw new ToolError("usage", `${out} cannot be a folder: ${describeError(cause)}`, { cause });
  });
  if (!found) return;
  if (!found.isDirectory()) throw new ToolError("usage", `${out} is a file; name a folder`);
  const names = await readdir(out);
  if (names.length === 0) return;
  const isOurs = names.includes(markerName);
  if (isOurs && force) return;
  const hint = isOurs
    ? "Replace it with --force."
    : "It was not made by these tools, so not even --force replaces it.";
  throw new ToolError("usage", `${out} is not empty. ${hint}`);
}

async function takePlace(move: { content: string; out: string; replaced: string }): Promise<void> {
  const { content, out, replaced } = move;
  const names = await readdir(out).catch(() => null);
  if (names?.length === 0) await rmdir(out);
  else if (names) await rename(out, replaced);
  await rename(content, out);
  await rm(replaced, { recursive: true, force: true });
}
