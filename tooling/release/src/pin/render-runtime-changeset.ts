/**
 * The changeset that announces a new pin: one file, however often the pin moves before a release.
 */
export const runtimeChangesetName = "codex-runtime.md";

const announcement = /Codex (\S+) instead of (\S+)\./;

/**
 * The changeset's text after the pin moves from `from` to `to`. Null if the pin is back at the
 * version of the last release, so that there is nothing to announce.
 */
export function renderRuntimeChangeset(
  current: string | null,
  from: string,
  to: string,
): string | null {
  const released = announcement.exec(current ?? "")?.[2] ?? from;
  if (released === to) return null;
  return [
    "---",
    '"codex-app-server-sdk": minor',
    "---",
    "",
    `Run Codex ${to} instead of ${released}.`,
    "",
    "The generated protocol types follow it.",
    "",
  ].join("\n");
}
