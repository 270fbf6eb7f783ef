/** A changeset file, parsed. */
export interface Changeset {
  readonly file: string;
  /** The packages it names. */
  readonly packages: readonly string[];
}

/** The meta package and, with a platform at the end, the platform packages. */
const runtimeName = "openai-codex-cli-bin";

/**
 * The changesets that name a runtime package, one sentence each: they would move the runtime to a
 * version that is no Codex release.
 */
export function findRuntimeChangesets(changesets: readonly Changeset[]): string[] {
  return changesets.flatMap(({ file, packages }) =>
    packages
      .filter((name) => name === runtimeName || name.startsWith(`${runtimeName}-`))
      .map((name) => `${file} names ${name}: its version comes from the lock, so remove it.`),
  );
}
