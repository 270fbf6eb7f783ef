/**
 * The changeset that announces a moved pin; one file, however often the pin moves before a release.
 */
export const runtimeChangesetName = "codex-runtime.md";

const announcement = /Codex (\S+) instead of (\S+)\./;

/**
 * The changeset's text after the pin moves from `from` to `to`; null when there is nothing to
 * announce, because the pin is back where it was at the last release.
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
