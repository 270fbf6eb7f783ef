/** A version of a package in the registry. */
export interface StoredVersion {
  manifest: Record<string, unknown>;
  integrity: string;
  shasum: string;
  /** Size of the tarball, in bytes. */
  size: number;
  /** Path of the tarball. */
  file: string;
}

interface StoredPackage {
  versions: Map<string, StoredVersion>;
  tags: Map<string, string>;
}

/**
 * Some package managers refuse releases that are less than a day or so old, so every version gets
 * an old date.
 */
const publishedAt = "2020-01-01T00:00:00.000Z";

/** What the registry states about a package. */
export interface Packument {
  "dist-tags": Record<string, string>;
  versions: Record<string, { dist: object; [field: string]: unknown }>;
}

/** The registry's data: versions and dist-tags by package name. */
export class RegistryStore {
  readonly #packages = new Map<string, StoredPackage>();

  version(name: string, version: string): StoredVersion | undefined {
    return this.#packages.get(name)?.versions.get(version);
  }

  versions(name: string): string[] {
    return [...(this.#packages.get(name)?.versions.keys() ?? [])];
  }

  /** Undefined for an unknown name. */
  tags(name: string): Record<string, string> | undefined {
    const tags = this.#packages.get(name)?.tags;
    return tags && Object.fromEntries(tags);
  }

  /**
   * Adds a version. As in the public registry, the first one of a name also gets the tag `latest`.
   */
  add(added: { name: string; version: string; tag: string; stored: StoredVersion }): void {
    const { name, version, tag, stored } = added;
    const found = this.#packages.get(name);
    const pkg = found ?? { versions: new Map(), tags: new Map([["latest", version]]) };
    pkg.versions.set(version, stored);
    pkg.tags.set(tag, version);
    this.#packages.set(name, pkg);
  }

  /** False when there is no such version. */
  setTag(name: string, tag: string, version: string): boolean {
    if (!this.version(name, version)) return false;
    this.#packages.get(name)?.tags.set(tag, version);
    return true;
  }

  /** False when there is no such tag. */
  removeTag(name: string, tag: string): boolean {
    return this.#packages.get(name)?.tags.delete(tag) ?? false;
  }

  /** Undefined for a name without a visible version. */
  packument(
    name: string,
    view: { baseUrl: string; visible: readonly string[] },
  ): Packument | undefined {
    const pkg = this.#packages.get(name);
    const visible = [...(pkg?.versions ?? [])].filter(([version]) =>
      view.visible.includes(version),
    );
    if (!pkg || visible.length === 0) return undefined;
    const entries = visible.map(([version, stored]) => [
      version,
      versionManifest({ name, version, stored, baseUrl: view.baseUrl }),
    ]);
    const tags = [...pkg.tags].filter(([, version]) => view.visible.includes(version));
    const dated = ["created", "modified", ...visible.map(([version]) => version)];
    const times = Object.fromEntries(dated.map((key) => [key, publishedAt]));
    return {
      "dist-tags": Object.fromEntries(tags),
      versions: Object.fromEntries(entries),
      ...{ _id: name, name, time: times, modified: publishedAt },
    };
  }
}

/** The path of a tarball below the registry's URL. */
export function tarballPath(name: string, version: string): string {
  return `${name}/-/${name.split("/").at(-1)}-${version}.tgz`;
}

function versionManifest(found: {
  name: string;
  version: string;
  stored: StoredVersion;
  baseUrl: string;
}): Packument["versions"][string] {
  const { name, version, stored, baseUrl } = found;
  const { integrity, shasum } = stored;
  const tarball = baseUrl + tarballPath(name, version);
  return {
    ...stored.manifest,
    _id: `${name}@${version}`,
    name,
    version,
    dist: { tarball, integrity, shasum },
  };
}
