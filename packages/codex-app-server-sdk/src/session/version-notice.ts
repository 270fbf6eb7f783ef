/**
 * The warning about an unexpected server version; undefined when the version is the expected one.
 */
export function versionNotice(server: string | null, expected: string): string | undefined {
  if (server === expected) return undefined;
  if (server === null) {
    return `The server does not report its version; this client was made for Codex ${expected}.`;
  }
  const side = isOlder(server, expected) ? "older" : "newer";
  return `The server is Codex ${server}, ${side} than the ${expected} that this client was made for. Features that only one of them has will not work.`;
}

/** Whether version `a` is older than `b`. A prerelease is older than its release. */
function isOlder(a: string, b: string): boolean {
  const order = a.replace(/-.*/, "").localeCompare(b.replace(/-.*/, ""), "en", { numeric: true });
  if (order !== 0) return order < 0;
  if (a.includes("-") !== b.includes("-")) return a.includes("-");
  return a.localeCompare(b, "en", { numeric: true }) < 0;
}
