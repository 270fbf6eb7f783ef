import type { Platform } from "../runtime-package.js";
import { sourceRepository } from "./source-repository.js";

/**
 * The committed manifest of a platform package. It is private and lacks `os` and `cpu`; the staged
 * one is public and has them.
 */
export function buildPlatformManifest(platform: Platform, version: string): object {
  return { name: platform.packageName, version, private: true, ...commonFields(platform) };
}

/** The manifest of a staged platform package. */
export function buildPublishedPlatformManifest(platform: Platform, version: string): object {
  const { packageName: name, os, cpu } = platform;
  return { name, version, ...commonFields(platform), os: [os], cpu: [cpu] };
}

function commonFields({ platform, label }: Platform): object {
  return {
    description: `Codex binary for ${label}, unofficial repackaging`,
    license: "Apache-2.0",
    repository: { type: "git", url: sourceRepository, directory: `packages/platforms/${platform}` },
    files: ["runtime", "codex-runtime.json", "LICENSE", "NOTICE", "licenses"],
    preferUnplugged: true,
    exports: {
      "./package.json": "./package.json",
      "./codex-runtime.json": "./codex-runtime.json",
    },
  };
}
