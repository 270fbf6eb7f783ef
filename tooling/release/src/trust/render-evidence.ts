/** What is known of one platform's tarball besides its digest. */
export interface PlatformEvidence {
  platform: string;
  integrity: string;
  signature: string;
  attestation: string;
  /** What upstream's own release says of the files. */
  release: string;
}

/** Everything that was found out about the tarballs of a pin. */
export interface PinEvidence {
  version: string;
  /** `default`, or the address of another registry than npm's own. */
  registry: string;
  platforms: PlatformEvidence[];
}

/** The evidence as Markdown, for the pull request that a person reviews. */
export function renderEvidence({ version, registry, platforms }: PinEvidence): string {
  const rows = platforms.map(({ platform, integrity, signature, attestation, release }) =>
    [platform, `\`${integrity}\``, signature, attestation, release].map(asCell).join(" | "),
  );
  return [
    `Codex ${version}, from the registry \`${registry}\`. Every file was checked; none was run before.`,
    "",
    "| platform | tarball | registry's signature | attestation | upstream's release |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
    "",
    "The lock's diff is what every release will trust. Compare the digests with a second place.",
    "",
  ].join("\n");
}

/** Reasons come from servers, and must not add columns, rows or markup to the table. */
function asCell(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[|<>[\]]/g, "\\$&");
}
