/** A changeset file, parsed. */
export interface Changeset {
  readonly file: string;
  /** The packages it names. */
  readonly packages: readonly string[];
}

/** A runtime package's manifest as committed. */
export interface RuntimeManifest {
  readonly path: string;
  readonly version: string;
}

/** The meta package and, with a platform at the end, the platform packages. */
const runtimeName = "openai-codex-cli-bin";

/**
 * The ways in which the runtime packages' version could come from anything but the lock; one
 * sentence each. A changeset that names one would publish a version that is no Codex release.
 */
export function runtimeVersionProblems(options: {
  readonly lockVersion: string;
  readonly changesets: readonly Changeset[];
  readonly manifests: readonly RuntimeManifest[];
}): string[] {
  const { lockVersion, changesets, manifests } = options;
  const named = changesets.flatMap(({ file, packages }) =>
    packages
      .filter((name) => name === runtimeName || name.startsWith(`${runtimeName}-`))
      .map(
        (name) => `${file} names ${name}: the runtime takes its version from the lock, remove it.`,
      ),
  );
  const differing = manifests
    .filter(({ version }) => version !== lockVersion)
    .map(
      ({ path, version }) =>
        `${path} has version ${version}, but the lock has ${lockVersion}: set it.`,
    );
  return [...named, ...differing];
}
