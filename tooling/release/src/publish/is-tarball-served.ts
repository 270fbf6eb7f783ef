import { askRegistry } from "./ask-registry.js";
import type { NpmSession } from "./npm-session.js";

/** Whether a tarball can be had, in full length. */
export async function isTarballServed(
  tarball: { url: string; size: number },
  session: NpmSession,
): Promise<boolean> {
  const response = await askRegistry({ url: tarball.url, method: "HEAD" }, session);
  const length = response.headers.get("content-length");
  return response.status === 200 && (length === null || Number(length) === tarball.size);
}
