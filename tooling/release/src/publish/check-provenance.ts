import { asRecord } from "../json/is-record.js";
import { ToolError } from "../tool-error.js";
import type { PublishablePackage } from "./read-publishable.js";

/**
 * Throws if a package does not name the repository whose workflow runs this: registries refuse
 * provenance for such packages. Outside GitHub's workflows the repository is unknown and nothing is
 * checked.
 */
export function checkProvenance(
  packages: readonly PublishablePackage[],
  { GITHUB_SERVER_URL, GITHUB_REPOSITORY }: NodeJS.ProcessEnv,
): void {
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
