/** A changeset file, parsed. */
export interface Changeset {
  readonly file: string;
  /** The packages that it names. */
  readonly packages: readonly string[];
}

/** Name of the meta package. The platform packages' names add a hyphen and the platform. */
const runtimeName = "openai-codex-cli-bin";

/**
 * The changesets that name a runtime package, one sentence each. They would give the runtime a
 * version that is not a Codex release.
 */
export function findRuntimeChangesets(changesets: readonly Changeset[]): string[] {
  return changesets.flatMap(({ file, packages }) =>
    packages
      .filter((name) => name === runtimeName || name.startsWith(`${runtimeName}-`))
      .map((name) => `${file} names ${name}: its version comes from the lock, so remove it.`),
  );
}
