import { askRegistry, type RegistryAnswer } from "./ask-registry.js";
import type { NpmSession } from "./npm-session.js";

/** Whether the registry serves a tarball in its full length. */
export async function isTarballServed(
  { url, size }: { url: string; size: number },
  session: NpmSession,
): Promise<boolean> {
  const { status, contentLength } = await askForTarball(url, session);
  return status === 200 && (contentLength === null || contentLength === size);
}

/** Some registries refuse HEAD; then the beginning of the answer to GET says the same. */
async function askForTarball(url: string, session: NpmSession): Promise<RegistryAnswer> {
  const answer = await askRegistry({ url, method: "HEAD" }, session);
  if (answer.status === 200 || answer.status === 404) return answer;
  const whole = await askRegistry({ url, method: "GET" }, session);
  whole.discard();
  return whole;
}
