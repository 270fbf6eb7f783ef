import { asRecord } from "../json/is-record.js";
import { ToolError } from "../tool-error.js";
import type { PublishablePackage } from "./read-publishable.js";

/**
 * Throws where provenance cannot be had: outside a workflow that may ask for a token of its own, or
 * for packages that do not name the repository whose workflow runs this, which registries refuse.
 */
export function checkProvenance(
  packages: readonly PublishablePackage[],
  env: NodeJS.ProcessEnv,
): void {
  const { ACTIONS_ID_TOKEN_REQUEST_URL, SIGSTORE_ID_TOKEN } = env;
  if (!ACTIONS_ID_TOKEN_REQUEST_URL && !SIGSTORE_ID_TOKEN) {
    throw new ToolError(
      "usage",
      "--provenance states which workflow made the packages, so it works only in one: in a job " +
        "with id-token: write. Leave it out to publish by hand",
    );
  }
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = env;
  if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY) return;
  const here = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
  const problems = packages
    .map(({ name, manifest }) => ({ name, named: repositoryOf(manifest) }))
    .filter(({ named }) => named !== here)
    .map(({ name, named }) => `${name} names ${named ?? "none"}`);
  if (problems.length === 0) return;
  throw new ToolError(
    "check",
    `--provenance needs packages of the repository it runs in, ${here}:\n  ` +
      `${problems.join("\n  ")}\n` +
      "Set it in tooling/release/src/manifests/source-repository.ts, " +
      "run `npm run sync-manifests`, and stage again",
  );
}

/** `git+https://host/owner/name.git` → `https://host/owner/name` */
function repositoryOf({ repository }: Record<string, unknown>): string | undefined {
  const { url } = asRecord(repository);
  return typeof url === "string" ? url.replace(/^git\+/, "").replace(/\.git$/, "") : undefined;
}
