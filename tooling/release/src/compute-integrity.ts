import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";

/** A SHA-512 digest in the format of subresource integrity. The hash can't be used afterwards. */
export function formatIntegrity(digest: Hash): string {
  return `sha512-${digest.digest("base64")}`;
}

/** The SHA-512 of a file, in the format of subresource integrity. */
export async function computeIntegrity(file: string): Promise<string> {
  return formatIntegrity(await hashFile(file, "sha512"));
}

export async function matchesIntegrity(file: string, integrity: string): Promise<boolean> {
  return (await computeIntegrity(file)) === integrity;
}

/** The SHA-256 of a file, in hex. */
export async function computeSha256(file: string): Promise<string> {
  return (await hashFile(file, "sha256")).digest("hex");
}

async function hashFile(file: string, algorithm: "sha256" | "sha512"): Promise<Hash> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk);
  }
  return hash;
}
