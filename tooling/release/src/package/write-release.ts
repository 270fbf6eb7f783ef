import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeError } from "../describe-error.js";
import { ToolError } from "../tool-error.js";
import { parseRelease, type Release, releaseFileName } from "./release.js";

/** A larger `release.json` is not read. */
const maxBytes = 1024 * 1024;

export async function writeRelease(release: Release, folder: string): Promise<void> {
  await writeFile(join(folder, releaseFileName), `${JSON.stringify(release, null, 2)}\n`);
}

/** Reads the `release.json` of a folder. Throws a usage failure if there is none. */
export async function readReleaseFile(
  folder: string,
): Promise<{ release: Release; bytes: Buffer }> {
  const file = join(folder, releaseFileName);
  const bytes = await readSmall(file).catch((cause: unknown) => {
    if (cause instanceof ToolError) throw cause;
    const reason = describeError(cause);
    const advice = "make one with stage-runtime --pack and stage-sdk";
    throw new ToolError("usage", `${folder} has no ${releaseFileName}: ${reason}; ${advice}`, {
      cause,
    });
  });
  return { release: parseRelease(bytes.toString("utf8")), bytes };
}

/** Null if the folder has no `release.json`. */
export async function readRelease(folder: string): Promise<Release | null> {
  const isThere = await stat(join(folder, releaseFileName)).catch(() => null);
  return isThere === null ? null : (await readReleaseFile(folder)).release;
}

async function readSmall(file: string): Promise<Buffer> {
  const { size } = await stat(file);
  if (size <= maxBytes) return readFile(file);
  throw new ToolError("check", `${file} has ${size} bytes; it cannot be a list of packages`);
}
