import { askRegistry } from "./ask-registry.js";
import type { NpmSession } from "./npm-session.js";

/** Whether the registry serves a tarball in its full length. */
export async function isTarballServed(
  tarball: { url: string; size: number },
  session: NpmSession,
): Promise<boolean> {
  const { status, contentLength } = await askRegistry(
    { url: tarball.url, method: "HEAD" },
    session,
  );
  return status === 200 && (contentLength === null || contentLength === tarball.size);
}
