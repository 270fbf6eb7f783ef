import { findComponents } from "../review/find-components.js";
import { joinLicenses } from "../review/join-licenses.js";
import { type Platform, publishedExports, publishedFiles } from "../runtime-package.js";
import { sourceRepository } from "./source-repository.js";

/** What a platform's manifests need to know besides its row in the platform table. */
export interface PlatformContent {
  version: string;
  /** The paths of upstream's files. The licence follows from them. */
  treePaths: readonly string[];
}

/**
 * The committed manifest of a platform package. It is private and lacks `os` and `cpu`; the staged
 * one is public and has them.
 */
export function buildPlatformManifest(platform: Platform, content: PlatformContent): object {
  const { version } = content;
  return {
    name: platform.packageName,
    version,
    private: true,
    ...commonFields(platform, content),
  };
}

/** The manifest of a staged platform package. */
export function buildPublishedPlatformManifest(
  platform: Platform,
  content: PlatformContent,
): object {
  const { packageName: name, os, cpu } = platform;
  const { version } = content;
  return { name, version, ...commonFields(platform, content), os: [os], cpu: [cpu] };
}

function commonFields({ platform, label }: Platform, { treePaths }: PlatformContent): object {
  const held = findComponents(treePaths);
  return {
    description: `Codex binary for ${label}, unofficial repackaging`,
    license: joinLicenses(held.map(({ license }) => license)),
    repository: { type: "git", url: sourceRepository, directory: `packages/platforms/${platform}` },
    files: publishedFiles,
    preferUnplugged: true,
    exports: publishedExports,
  };
}
