import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { readCleanCheckout } from "../checkout/read-checkout-state.js";
import { parseJson } from "../json/parse-json.js";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";

const recordSchema = z.object({
  schema: z.literal(1),
  /** SHA-512 of `release.json`, in hex. It names every tarball by its digest. */
  release: z.string(),
  /** SHA-512 of the lock, in hex. */
  lock: z.string(),
  /** The commit that the packages were made again from. */
  commit: z.string(),
});

/** What `verify-release` has found to be fit for publishing. */
export type VerificationRecord = z.infer<typeof recordSchema>;

/** Keeps a record in the checkout's cache. */
export async function writeRecord(
  record: Omit<VerificationRecord, "schema">,
  repository: Repository,
): Promise<void> {
  const file = recordFile(record.release, repository);
  await mkdir(join(file, ".."), { recursive: true });
  const text = `${JSON.stringify({ schema: 1, ...record }, null, 2)}\n`;
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

/**
 * Throws unless these bytes of a `release.json` were verified with the checkout's lock, at the
 * commit that is checked out now, and nothing has changed since.
 */
export async function checkRecord(
  releaseBytes: Buffer,
  folder: string,
  repository: Repository,
): Promise<VerificationRecord> {
  const record = await readRecord(sha512(releaseBytes), folder, repository);
  if (record.lock !== sha512(await readFile(repository.lockFile))) {
    throw isVoid(folder, "the lock has changed since");
  }
  const { commit } = await readCleanCheckout(repository);
  if (record.commit === commit) return record;
  throw isVoid(folder, `the checkout is at commit ${commit}, not at ${record.commit}`);
}

export function sha512(bytes: Buffer): string {
  return createHash("sha512").update(bytes).digest("hex");
}

async function readRecord(
  release: string,
  folder: string,
  repository: Repository,
): Promise<VerificationRecord> {
  const file = recordFile(release, repository);
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) {
    throw new ToolError(
      "check",
      `${folder} has not been verified as it is now, in this checkout. ` +
        `Run: npm run verify-release -- ${folder}`,
    );
  }
  const record = parseJson(text, { schema: recordSchema, name: file });
  if (record.release === release) return record;
  throw isVoid(folder, `${file} is the record of another release`);
}

function recordFile(release: string, { downloads }: Repository): string {
  return join(downloads, "verified", `${release}.json`);
}

function isVoid(folder: string, reason: string): ToolError {
  return new ToolError(
    "check",
    `The verification of ${folder} no longer counts: ${reason}. ` +
      `Run: npm run verify-release -- ${folder}`,
  );
}
