import { createVerifier } from "sigstore";
import { describeError } from "../describe-error.js";

/** Where Sigstore's certificates come from, and where they are kept. */
export interface TrustSource {
  mirrorUrl?: string;
  cachePath?: string;
}

const timeoutMs = 15_000;

/** Why attestations cannot be checked; null if they can. They need Sigstore's certificates. */
export async function findTrustProblem(source: TrustSource = {}): Promise<string | null> {
  const { mirrorUrl: tufMirrorURL, cachePath: tufCachePath } = source;
  try {
    await createVerifier({ tufMirrorURL, tufCachePath, retry: 0, timeout: timeoutMs });
    return null;
  } catch (error) {
    return `Sigstore's repository does not answer: ${describeError(error)}`;
  }
}
