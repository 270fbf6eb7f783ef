import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fetchAsset } from "../download/fetch-asset.js";
import { parseCodexVersion } from "../parse-codex-version.js";
import { ToolError } from "../tool-error.js";
import { checkAgainstLock } from "../tree/check-against-lock.js";
import { type InspectedTree, inspectTree } from "../tree/inspect-tree.js";
import { unpackTree } from "../tree/unpack-tree.js";
import type { PinnedPlatform } from "./stage-pinned.js";

/** Where upstream publishes release assets. */
export const defaultGithubBaseUrl = "https://github.com/openai/codex/releases/download";

const sumsName = "codex-package_SHA256SUMS";

export interface GithubStaging extends PinnedPlatform {
  /** The URL that contains a folder for each release tag. */
  baseUrl: string;
}

/**
 * Stages the pinned runtime from GitHub's release assets. The archives differ from npm's, but every
 * file must match the lock.
 */
export async function stageFromGithub(
  staging: GithubStaging,
  into: string,
): Promise<InspectedTree> {
  const { platform, version, locked, options } = staging;
  const name = `codex-package-${platform.target}.tar.gz`;
  const archive = await fetchVerified(name, staging);
  const { root, files, integrity } = await unpackTree({
    archive,
    integrity: null,
    platform,
    into,
    reporter: options.reporter,
  });
  const source = {
    kind: "github",
    spec: `${parseCodexVersion(version).gitTag}/${name}`,
    integrity,
  } as const;
  const staged = await inspectTree({ root, files, source, locked: true }, { platform, version });
  checkAgainstLock(staged.manifest, locked.files);
  return staged;
}

async function fetchVerified(
  name: string,
  { version, baseUrl, options }: GithubStaging,
): Promise<string> {
  const { npm, gitTag } = parseCodexVersion(version);
  const folder = `${baseUrl.replace(/\/+$/, "")}/${gitTag}`;
  const sums = join(options.downloads, `${npm}-${sumsName}`);
  await fetchAsset({ url: `${folder}/${sumsName}`, file: sums, sha256: null }, options);
  const sha256 = digestOf(name, await readFile(sums, "utf8"));
  await rm(sums);
  const file = join(options.downloads, `${sha256.slice(0, 16)}-${name}`);
  await fetchAsset({ url: `${folder}/${name}`, file, sha256 }, options);
  return file;
}

/** The digest of a file in a `sha256sum` listing, which must list it exactly once. */
function digestOf(name: string, sums: string): string {
  const lines = sums.split(/\r?\n/).map((line) => /^([0-9a-f]{64}) [ *](.+)$/.exec(line));
  const digests = lines.filter((match) => match?.[2] === name).map((match) => match?.[1]);
  const [digest, ...others] = digests;
  if (digest !== undefined && others.length === 0) return digest;
  throw new ToolError("integrity", `${sumsName} lists ${name} ${digests.length} times, not once`);
}
