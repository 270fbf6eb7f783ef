import semver from "semver";
import * as z from "zod";
import { parseJson } from "../json/parse-json.js";
import { parseCodexVersion } from "../parse-codex-version.js";
import type { PackedTarball } from "./pack-tarball.js";
import type { StagedPackage } from "./package-file.js";
import { packageKinds } from "./package-kind.js";

const releasePackageSchema = z.object({
  kind: z.literal(packageKinds),
  name: z.string().min(1),
  version: z.string().refine((version) => semver.valid(version) === version, "is no version"),
  /** The tarball's file name in the folder. */
  file: z.string().regex(/^[\w.-]+\.tgz$/),
  integrity: z.string().regex(/^sha512-[A-Za-z0-9+/]{86}==$/),
  size: z.int().positive(),
  unpackedSize: z.int().positive(),
  /** The npm dist-tag. */
  tag: z.string().regex(/^[A-Za-z][\w.-]*$/),
  locked: z.boolean(),
});

const releaseSchema = z.object({
  schema: z.literal(1),
  /** In publishing order: platforms, meta package, SDK, workers. */
  packages: z.array(releasePackageSchema).min(1),
});

export type ReleasePackage = z.infer<typeof releasePackageSchema>;

/** `release.json`: the tarballs of a folder and the order in which they are published. */
export type Release = z.infer<typeof releaseSchema>;

export const releaseFileName = "release.json";

export function parseRelease(text: string): Release {
  return parseJson(text, { schema: releaseSchema, name: releaseFileName });
}

export function toReleasePackage(pkg: StagedPackage, packed: PackedTarball): ReleasePackage {
  const { kind, name, version, locked } = pkg;
  const file = tarballName(pkg);
  return { kind, name, version, file, ...packed, tag: tagFor(pkg), locked };
}

export function tarballName({ name, version }: Pick<StagedPackage, "name" | "version">): string {
  return `${name}-${version}.tgz`;
}

/** Adds packages to a release, replacing those of the same name. Keeps the publishing order. */
export function joinRelease(release: Release | null, added: readonly ReleasePackage[]): Release {
  const names = new Set(added.map(({ name }) => name));
  const kept = release?.packages.filter(({ name }) => !names.has(name)) ?? [];
  const packages = [...kept, ...added].sort(
    (a, b) => orderOf(a) - orderOf(b) || (a.name < b.name ? -1 : 1),
  );
  return { schema: 1, packages };
}

/** Where a package stands in the publishing order. */
export function orderOf({ kind }: Pick<StagedPackage, "kind">): number {
  return packageKinds.indexOf(kind);
}

/** A prerelease never gets `latest`. */
function tagFor({ kind, version }: StagedPackage): string {
  if (kind === "platform" || kind === "meta") return parseCodexVersion(version).distTag;
  return /-([A-Za-z]+)/.exec(version)?.[1] ?? (version.includes("-") ? "next" : "latest");
}
