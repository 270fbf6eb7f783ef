import { createHash } from "node:crypto";
import { formatIntegrity } from "../compute-integrity.js";
import { ToolError } from "../tool-error.js";
import { askRegistry, noAnswer } from "./ask-registry.js";
import type { NpmSession } from "./npm-session.js";
import type { PublishedDist } from "./read-packument.js";

/** Time limit for reading a whole tarball. */
const downloadTimeoutMs = 30 * 60_000;

/**
 * The SHA-512 of a published tarball, as the registry states it. Some registries state only a
 * SHA-1, which does not prove enough: then the tarball itself is read, once in a session.
 */
export async function readDigest(dist: PublishedDist, session: NpmSession): Promise<string> {
  const stated = dist.integrity?.split(/\s+/).find((digest) => digest.startsWith("sha512-"));
  if (stated !== undefined) return stated;
  const key = `${dist.tarball} ${dist.shasum}`;
  const known = session.digests.get(key) ?? (await hashTarball(dist.tarball, session));
  session.digests.set(key, known);
  return known;
}

async function hashTarball(url: string, session: NpmSession): Promise<string> {
  const answer = await askRegistry({ url, method: "GET", timeoutMs: downloadTimeoutMs }, session);
  if (answer.status !== 200) {
    throw new ToolError("network", `${url} answers with status ${answer.status}`);
  }
  const digest = createHash("sha512");
  try {
    for await (const chunk of answer.body) digest.update(chunk);
  } catch (error) {
    throw noAnswer(url, error);
  }
  return formatIntegrity(digest);
}
